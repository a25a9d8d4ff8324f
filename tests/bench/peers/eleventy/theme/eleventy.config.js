// The page set of the other generators: short addresses, a page and two feeds a theme, timeline, sources.
import footnote from "markdown-it-footnote";

const slugs = new Map();
function slugify(text) {
  if (!slugs.has(text)) {
    const plain = text.toLowerCase().normalize("NFKD").replace(/[\u0300-\u036f]/g, "");
    slugs.set(text, plain.replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, ""));
  }
  return slugs.get(text);
}

function grouped(items, key) {
  const groups = new Map();
  for (const item of items) {
    const at = key(item);
    if (!groups.has(at)) groups.set(at, []);
    groups.get(at).push(item);
  }
  return [...groups].map(([name, items]) => ({ name, items }));
}

// Pages of 50 entries, each with the number of all.
const pages = (term) => {
  const total = Math.max(1, Math.ceil(term.items.length / 50));
  return Array.from({ length: total }, (_, i) => ({ ...term, number: i + 1, total, items: term.items.slice(50 * i, 50 * i + 50) }));
};

const year = (item) => item.date.toISOString().slice(0, 4);

export default function (config) {
  config.amendLibrary("md", (md) => md.use(footnote));
  config.addPassthroughCopy({ "src/assets": "assets" });
  let order = [], byId = new Map(), place = new Map();
  const ordered = (api) => {
    order = api.getFilteredByGlob("src/articles/*.md").sort((a, b) => a.date - b.date);
    byId = new Map(order.map((item) => [String(item.data.id), item]));
    place = new Map(order.map((item, index) => [String(item.data.id), index]));
    return order;
  };
  config.addCollection("articles", ordered);
  config.addCollection("latest", (api) => [...ordered(api)].reverse());
  config.addCollection("years", (api) => grouped(ordered(api).slice(-200), year));
  config.addCollection("latestPages", (api) =>
    pages({ items: [...ordered(api)].reverse() }).map((page) => ({ ...page, groups: grouped(page.items, year) })));
  config.addCollection("publishers", (api) => grouped([...ordered(api)].reverse(), (item) => item.data.source.name));
  const termsOf = (api) => {
    const terms = new Map();
    for (const item of [...ordered(api)].reverse())
      for (const tag of item.data.themes) {
        const slug = slugify(tag);
        if (!terms.has(slug)) terms.set(slug, { tag, slug, items: [] });
        terms.get(slug).items.push(item);
      }
    return [...terms.values()].sort((a, b) => (a.slug < b.slug ? -1 : 1));
  };
  config.addCollection("terms", termsOf);
  config.addCollection("termPages", (api) => termsOf(api).flatMap(pages));
  config.addFilter("named", (ids) => ids.map((id) => byId.get(String(id))).filter(Boolean));
  config.addFilter("before", (id) => order[place.get(String(id)) - 1]);
  config.addFilter("after", (id) => order[place.get(String(id)) + 1]);
  config.addFilter("slug", slugify);
  config.addFilter("day", (date) => date.toISOString().slice(0, 10));
  config.addFilter("instant", (date) => date.toISOString());
  config.addFilter("jsonfeed", (items, title, url) => JSON.stringify({
    version: "https://jsonfeed.org/version/1.1", title, home_page_url: "https://example.org" + url,
    items: items.slice(0, 20).map((item) => ({
      id: "https://example.org" + item.url, url: "https://example.org" + item.url, title: item.data.title,
      summary: item.data.description, content_html: item.content, date_published: item.date.toISOString(), tags: item.data.themes,
    })),
  }, null, 1));
  config.addGlobalData("site", { title: "Banc d’essai" });
  return { dir: { input: "src", output: "output" }, markdownTemplateEngine: false, htmlTemplateEngine: "njk" };
}

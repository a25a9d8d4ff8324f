// The tag tells Eleventy that feeds, which hold the articles' text, come after them.
export default { layout: "article.njk", tags: "article", permalink: (data) => `/articles/${data.id}/` };

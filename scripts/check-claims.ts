/**
 * Finds the tests that the documents name as proof: a file below `integration-tests/` in backquotes, followed by the
 * title of a test, as in `http/access-limits.spec.ts` "leads back to the shop's own pages only".
 */
import { existsSync, readFileSync } from "node:fs"
import path from "node:path"

const ROOT = path.join(__dirname, "..")
const NAMED = /`((?:[\w-]+\/)+[\w.-]+\.tsx?)` "([^"]+)"/g

export interface NamedTest {
  readonly file: string
  readonly title: string
}

/** The tests that a document names. */
export function namedTests(document: string): NamedTest[] {
  const text = readFileSync(path.join(ROOT, "docs", document), "utf8")
  return [...text.matchAll(NAMED)].map(([, file = "", title = ""]) => ({ file, title }))
}

/** The problem with a named test; undefined if it exists. */
export function problemOf({ file, title }: NamedTest): string | undefined {
  const target = path.join(ROOT, "integration-tests", file)
  if (!existsSync(target)) {
    return `there is no ${file}`
  }
  return readFileSync(target, "utf8").includes(`"${title}"`) ? undefined : `${file} has no test "${title}"`
}

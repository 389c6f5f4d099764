import { readFileSync } from "node:fs"
import path from "node:path"

const read = (file: string) => readFileSync(path.join(__dirname, "../../..", file), "utf8")

describe("whoever finds a weakness or a fault", () => {
  it("is led to the same repository by package.json and SECURITY.md", () => {
    const { repository, bugs, homepage } = JSON.parse(read("package.json")) as {
      repository: { url: string }
      bugs: string
      homepage: string
    }
    const home = repository.url.replace(/^git\+/, "").replace(/\.git$/, "")
    expect(home).toMatch(/^https:\/\/github\.com\/[\w-]+\/[\w-]+$/)
    expect(bugs).toBe(`${home}/issues`)
    expect(homepage).toBe(`${home}#readme`)
    const named = read("SECURITY.md").match(/https:\/\/github\.com\/[^)\s]+/g)
    expect(named).toEqual([`${home}/security/advisories/new`])
  })
})

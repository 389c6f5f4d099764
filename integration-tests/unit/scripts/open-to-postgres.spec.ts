import fs from "node:fs"
import os from "node:os"
import path from "node:path"
import { isOpenToPostgres, linkUnlessThere } from "../../../scripts/open-to-postgres.cjs"

describe("a folder that PostgreSQL has to get to", () => {
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), "xpay-open-"))
  const folder = path.join(parent, "project")
  fs.mkdirSync(folder)
  afterAll(() => fs.rmSync(parent, { recursive: true }))
  afterEach(() => void jest.restoreAllMocks())

  const started = (uid: number) => jest.spyOn(process, "getuid" as never).mockReturnValue(uid as never)

  it("is closed to it for root where the folder, or one above it, is private", () => {
    started(0)
    fs.chmodSync(parent, 0o755)
    fs.chmodSync(folder, 0o755)
    expect(isOpenToPostgres(folder)).toBe(true)
    fs.chmodSync(folder, 0o700)
    expect(isOpenToPostgres(folder)).toBe(false)
    fs.chmodSync(folder, 0o755)
    fs.chmodSync(parent, 0o700)
    expect(isOpenToPostgres(folder)).toBe(false)
  })

  it("is open to everybody else, as whom PostgreSQL runs itself", () => {
    started(1000)
    fs.chmodSync(parent, 0o700)
    expect(isOpenToPostgres(folder)).toBe(true)
  })
})

describe("what the copy of PostgreSQL's launcher needs", () => {
  const parent = fs.mkdtempSync(path.join(os.tmpdir(), "xpay-link-"))
  afterAll(() => fs.rmSync(parent, { recursive: true }))

  it("is linked anew when the project that it was linked to is gone, and left alone while that is there", () => {
    const [first, second, link] = ["first", "second", "link"].map((name) => path.join(parent, name)) as [
      string,
      string,
      string,
    ]
    fs.mkdirSync(first)
    fs.mkdirSync(second)
    linkUnlessThere(first, link)
    linkUnlessThere(second, link)
    expect(fs.realpathSync(link)).toBe(fs.realpathSync(first))
    fs.rmdirSync(first)
    linkUnlessThere(second, link)
    expect(fs.realpathSync(link)).toBe(fs.realpathSync(second))
  })
})

import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"

const ROOT = path.join(__dirname, "../../..")

/** Ways to insert text into a page as markup, or to execute it. */
const RAW =
  /dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function\(/

/** Every file of a folder, with its text. */
function sources(room: string): readonly (readonly [string, string])[] {
  return readdirSync(path.join(ROOT, room), { recursive: true, encoding: "utf8" })
    .filter((file) => /\.tsx?$/.test(file))
    .map((file) => [path.join(room, file), readFileSync(path.join(ROOT, room, file), "utf8")])
}

describe("texts from XPay and from customers", () => {
  it.each(["src/admin", "src/storefront"])(
    "are shown as text by React or the DOM, never as markup: %s",
    (room) => {
      const files = sources(room)
      expect(files.length).toBeGreaterThan(5)
      expect(files.filter(([, text]) => RAW.test(text)).map(([file]) => file)).toEqual([])
    }
  )
})

describe("the dashboard's part, on the next dashboard", () => {
  const files = sources("src/admin")

  it("names the colour of every border: Tailwind 4 has another by itself", () => {
    const texts = files.flatMap(([file, text]) =>
      [...text.matchAll(/className=[{]?["`]([^"`]*)["`]/g)].map(([, classes = ""]) => ({ file, classes }))
    )
    const bordered = texts.filter(({ classes }) => /(^| )border(-[trblxy])?( |$)/.test(classes))
    expect(bordered.length).toBeGreaterThan(3)
    expect(bordered.filter(({ classes }) => !/(^| )border-ui-/.test(classes))).toEqual([])
    const divided = texts.filter(({ classes }) => /(^| )divide-[xy]( |$)/.test(classes))
    expect(divided.length).toBeGreaterThan(3)
    expect(divided.filter(({ classes }) => !/(^| )divide-ui-/.test(classes))).toEqual([])
  })

  it("looks into no component of the design system: what is inside changes with it", () => {
    const looking = /querySelector|getElementsBy|parentElement|firstChild|closest\(/
    expect(files.filter(([, text]) => looking.test(text)).map(([file]) => file)).toEqual([])
  })

  it("says how something ended where it was asked for: toasts cover buttons", () => {
    expect(
      files.filter(([, text]) => /\btoast\b/.test(text.replace(/^ \*.*$/gm, ""))).map(([file]) => file)
    ).toEqual([])
  })

  it("is in no zone before or after others: those are deprecated", () => {
    const zones = files.flatMap(([, text]) => [...text.matchAll(/"((?:draft_)?order\.details[^"]*)"/g)])
    expect(zones.map(([, zone]) => zone)).toEqual(["order.details.side", "draft_order.details.side"])
  })
})

import { readdirSync, readFileSync } from "node:fs"
import path from "node:path"

const ROOT = path.join(__dirname, "../../..")

/** Ways to put a text into a page as markup, or to run it. */
const RAW =
  /dangerouslySetInnerHTML|innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function\(/

/** Every file of a room, with its text. */
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

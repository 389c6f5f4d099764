/** A piece of HTML that is safe to print: everything put into it was escaped. */
export class Markup {
  constructor(readonly text: string) {}
}

/** What a template may print. Nothing is printed for null, undefined and false. */
export type Printable = string | number | Markup | null | undefined | false | readonly Printable[]

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}

/** A template whose values are escaped unless they are themselves made by it. */
export function html(parts: TemplateStringsArray, ...values: readonly Printable[]): Markup {
  return new Markup(parts.map((part, index) => part + print(values[index])).join(""))
}

function print(value: Printable): string {
  if (value === null || value === undefined || value === false) return ""
  if (value instanceof Markup) return value.text
  if (typeof value === "object") return value.map(print).join("")
  return String(value).replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

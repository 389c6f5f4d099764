/** HTML that is safe to print: all interpolated values were escaped. */
export class Markup {
  constructor(readonly text: string) {}
}

/** Values that a template may print. Null, undefined and false print nothing. */
export type Printable = string | number | Markup | null | undefined | false | readonly Printable[]

const entities: Readonly<Record<string, string>> = {
  "&": "&amp;",
  "<": "&lt;",
  ">": "&gt;",
  '"': "&quot;",
  "'": "&#39;",
}

/** A template that escapes its values, unless they are Markup themselves. */
export function html(parts: TemplateStringsArray, ...values: readonly Printable[]): Markup {
  return new Markup(parts.map((part, index) => part + print(values[index])).join(""))
}

function print(value: Printable): string {
  if (value === null || value === undefined || value === false) return ""
  if (value instanceof Markup) return value.text
  if (typeof value === "object") return value.map(print).join("")
  return String(value).replace(/[&<>"']/g, (character) => entities[character] ?? character)
}

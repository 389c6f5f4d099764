export type Child = Node | string | undefined | false

/** Attributes by name; a function is a listener for the event of that name. */
export type Attributes = Readonly<
  Record<string, string | number | boolean | undefined | ((event: Event) => void)>
>

/** Creates an element. Strings become text nodes; nothing is parsed as HTML. */
export function h<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  attributes: Attributes = {},
  ...children: readonly Child[]
): HTMLElementTagNameMap[K] {
  const element = document.createElement(tag)
  for (const [name, value] of Object.entries(attributes)) {
    if (typeof value === "function") {
      element.addEventListener(name, value)
    } else if (value === true) {
      element.setAttribute(name, "")
    } else if (value !== undefined && value !== false) {
      element.setAttribute(name, String(value))
    }
  }
  element.append(...children.filter(isThere))
  return element
}

export function isThere(child: Child): child is Node | string {
  return child !== undefined && child !== false && child !== ""
}

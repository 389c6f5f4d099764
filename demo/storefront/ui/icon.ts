const PATHS = {
  cart: "M3 4h2.2l2.3 11.2a1.5 1.5 0 0 0 1.5 1.2h8.3a1.5 1.5 0 0 0 1.5-1.1L20.500 8H6.200M9.500 20.500h.01M17 20.500h.01",
  lock: "M6.500 10.500h11a1.500 1.500 0 0 1 1.500 1.500v7a1.500 1.500 0 0 1-1.500 1.500h-11A1.500 1.500 0 0 1 5 19v-7a1.500 1.500 0 0 1 1.500-1.500zM8.500 10.500V7.500a3.500 3.500 0 0 1 7 0v3",
  check: "M5 12.500l4.500 4.500L19 7.500",
  alert: "M12 8v4.500M12 16h.01M12 3.500a8.500 8.500 0 1 1 0 17 8.500 8.500 0 0 1 0-17z",
  minus: "M6 12h12",
  plus: "M6 12h12M12 6v12",
  back: "M14 6l-6 6 6 6",
  out: "M9 6H6v12h12v-3M13 5h6v6M19 5l-8 8",
  clock: "M12 3.500a8.500 8.500 0 1 1 0 17 8.500 8.500 0 0 1 0-17zM12 7.500V12l3 2",
  card: "M4.500 6h15A1.500 1.500 0 0 1 21 7.500v9a1.500 1.500 0 0 1-1.500 1.500h-15A1.500 1.500 0 0 1 3 16.500v-9A1.500 1.500 0 0 1 4.500 6zM3 10h18M6.500 14.500h4",
} as const

const SVG = "http://www.w3.org/2000/svg"

/** A 24 by 24 line icon in the text colour. Hidden from screen readers. */
export function icon(name: keyof typeof PATHS): SVGSVGElement {
  const svg = document.createElementNS(SVG, "svg")
  for (const [attribute, value] of Object.entries({
    class: "icon",
    viewBox: "0 0 24 24",
    "aria-hidden": "true",
  })) {
    svg.setAttribute(attribute, value)
  }
  const path = document.createElementNS(SVG, "path")
  path.setAttribute("d", PATHS[name])
  svg.append(path)
  return svg
}

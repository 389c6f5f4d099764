/** A text without its escapes, with the place of each of its characters in the text it was made from. */
export interface Unescaped {
  readonly text: string
  /** Where the character at `index` begins, and ends, in the original. */
  readonly startOf: (index: number) => number
  readonly endOf: (index: number) => number
}

/** Percent encoding, HTML's numeric entities and spaces, JavaScript's and JSON's escapes. No alternative can backtrack. */
const ESCAPES =
  /%u[\da-f]{4}|(?:%[\da-f]{2})+|&#x[\da-f]{1,6};|&#\d{1,7};|&(?:nbsp|ensp|emsp|thinsp|shy|ndash|mdash);|\\u[\da-f]{4}|\\x[\da-f]{2}/gi

/** Text may be encoded more than once: an address in a parameter of an address. */
const MOST_LAYERS = 3

/**
 * A text as it stands, and with its escapes taken off, layer by layer: `%45` may be an escape, or a percent sign before a
 * number. Linear in its length.
 */
export function* readings(text: string): Generator<Unescaped> {
  let current: Unescaped | undefined = { text, startOf: (index) => index, endOf: (index) => index + 1 }
  for (let layer = 0; current !== undefined; layer++) {
    yield current
    current = layer < MOST_LAYERS && /[%&\\]/.test(current.text) ? takeLayerOff(current) : undefined
  }
}

function takeLayerOff({ text, startOf, endOf }: Unescaped): Unescaped | undefined {
  const parts: string[] = []
  const starts: number[] = []
  const ends: number[] = []
  const take = (part: string, from: number, to: number) => {
    parts.push(part)
    for (let unit = 0; unit < part.length; unit++) {
      starts.push(startOf(from))
      ends.push(endOf(to - 1))
    }
  }
  let done = 0
  const copyUntil = (end: number) => {
    parts.push(text.slice(done, end))
    for (; done < end; done++) {
      starts.push(startOf(done))
      ends.push(endOf(done))
    }
  }
  for (const { 0: escape, index } of text.matchAll(ESCAPES)) {
    copyUntil(index)
    if (/^%[^u]/i.test(escape)) {
      readBytes(escape).forEach(({ part, from, to }) => take(part, index + from, index + to))
    } else {
      take(readEscape(escape), index, index + escape.length)
    }
    done = index + escape.length
  }
  if (done === 0) {
    return undefined
  }
  copyUntil(text.length)
  return {
    text: parts.join(""),
    startOf: (index) => starts[index] ?? 0,
    endOf: (index) => ends[index] ?? 0,
  }
}

function readEscape(escape: string): string {
  const hex = /^(?:%u|&#x|\\u|\\x)([\da-f]+)/i.exec(escape)?.[1]
  const decimal = /^&#(\d+)/.exec(escape)?.[1]
  const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal ?? SPACE)
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : " "
}

const SPACE = 0x20

/** The characters of a run of `%XX`, which are UTF-8 in bytes. */
function readBytes(run: string): { part: string; from: number; to: number }[] {
  const bytes = Buffer.from(run.replaceAll("%", ""), "hex")
  const read = []
  for (let index = 0; index < bytes.length;) {
    const length = lengthOfCharacter(bytes[index] ?? 0)
    const part = bytes.subarray(index, index + length).toString("utf8")
    read.push({ part, from: index * 3, to: Math.min(index + length, bytes.length) * 3 })
    index += length
  }
  return read
}

function lengthOfCharacter(lead: number): number {
  return lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1
}

/** A text without its escapes, and the position of each character in the original text. */
export interface Unescaped {
  readonly text: string
  /** Start and end of the character at `index` in the original. */
  readonly startOf: (index: number) => number
  readonly endOf: (index: number) => number
}

/** Percent encoding, HTML's numeric entities and spaces, JavaScript and JSON escapes. No alternative can backtrack. */
const ESCAPES =
  /%u[\da-f]{4}|(?:%[\da-f]{2})+|&#x[\da-f]{1,12};|&#\d{1,14};|&(?:nbsp|ensp|emsp|thinsp|numsp|puncsp|hairsp|tab|newline|zwnj|zwj|shy|ndash|mdash|amp);|\\u[\da-f]{4}|\\u\{[\da-f]{1,6}\}|\\x[\da-f]{2}|\\[bfnrtv]/gi

/** Text may be encoded more than once: a URL in a parameter of a URL. */
const MOST_LAYERS = 3

/**
 * A text as it is, then with its escapes removed layer by layer: `%45` may be an escape, or a percent sign before a
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
  // No escape stands for more characters than its own length.
  const starts = new Int32Array(text.length)
  const ends = new Int32Array(text.length)
  let size = 0
  let plain = ""
  const take = (part: string, from: number, to: number) => {
    plain += part
    for (let unit = 0; unit < part.length; unit++, size++) {
      starts[size] = startOf(from)
      ends[size] = endOf(to - 1)
    }
  }
  let done = 0
  const copyUntil = (end: number) => {
    plain += text.slice(done, end)
    for (; done < end; done++, size++) {
      starts[size] = startOf(done)
      ends[size] = endOf(done)
    }
  }
  for (const { 0: escape, index } of text.matchAll(ESCAPES)) {
    copyUntil(index)
    if (escape[0] === "%" && escape[1] !== "u" && escape[1] !== "U") {
      readBytes(escape, (part, from, to) => {
        take(part, index + from, index + to)
      })
    } else {
      take(readEscape(escape), index, index + escape.length)
    }
    done = index + escape.length
  }
  if (done === 0) {
    return undefined
  }
  copyUntil(text.length)
  return { text: plain, startOf: (index) => starts[index] ?? 0, endOf: (index) => ends[index] ?? 0 }
}

function readEscape(escape: string): string {
  if (/^&amp;$/i.test(escape)) {
    return "&"
  }
  const hex = /^(?:%u|&#x|\\u\{?|\\x)([\da-f]+)/i.exec(escape)?.[1]
  const decimal = /^&#(\d+)/.exec(escape)?.[1]
  const code = hex !== undefined ? Number.parseInt(hex, 16) : Number(decimal ?? SPACE)
  return code <= 0x10_ff_ff ? String.fromCodePoint(code) : " "
}

const SPACE = 0x20

/** Reports the characters of a run of `%XX`, which are UTF-8 bytes, and the position of each in the run. */
function readBytes(run: string, tell: (part: string, from: number, to: number) => void): void {
  const count = run.length / 3
  const byteAt = (index: number) => Number.parseInt(run.slice(index * 3 + 1, index * 3 + 3), 16)
  for (let index = 0; index < count;) {
    const lead = byteAt(index)
    const end = Math.min(index + lengthOfCharacter(lead), count)
    const part =
      lead < 0x80
        ? String.fromCharCode(lead)
        : Buffer.from(run.slice(index * 3, end * 3).replaceAll("%", ""), "hex").toString("utf8")
    tell(part, index * 3, end * 3)
    index = end
  }
}

function lengthOfCharacter(lead: number): number {
  return lead >= 0xf0 ? 4 : lead >= 0xe0 ? 3 : lead >= 0xc0 ? 2 : 1
}

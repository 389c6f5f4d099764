import { createHash, randomBytes } from "node:crypto"

/** The source of every generated id and code: the system's randomness, or a repeatable stream if seeded. */
export class RandomSource {
  private counter = 0

  constructor(private readonly seed?: string | number) {}

  bytes(length: number): Buffer {
    if (this.seed === undefined) return randomBytes(length)
    const blocks: Buffer[] = []
    for (let size = 0; size < length; size += 32) {
      blocks.push(createHash("sha256").update(`${this.seed}:${this.counter++}`).digest())
    }
    return Buffer.concat(blocks).subarray(0, length)
  }

  hex(length: number): string {
    return this.bytes(Math.ceil(length / 2))
      .toString("hex")
      .slice(0, length)
  }

  base64(bytes: number): string {
    return this.bytes(bytes).toString("base64")
  }

  /** Decimal digits, the first of them never zero. */
  digits(length: number): string {
    const [first = 0, ...rest] = this.bytes(length)
    return `${(first % 9) + 1}${rest.map((byte) => byte % 10).join("")}`
  }

  uuid(): string {
    const bytes = this.bytes(16)
    bytes[6] = ((bytes[6] ?? 0) & 0x0f) | 0x40
    bytes[8] = ((bytes[8] ?? 0) & 0x3f) | 0x80
    return bytes.toString("hex").replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
  }
}

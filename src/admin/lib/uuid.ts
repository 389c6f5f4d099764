/** A random UUID. Also works on pages without https, where `crypto.randomUUID` is missing. */
export function newUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16))
  const hex = Array.from(bytes, (byte, index) => {
    const value = index === 6 ? (byte & 0x0f) | 0x40 : index === 8 ? (byte & 0x3f) | 0x80 : byte
    return value.toString(16).padStart(2, "0")
  }).join("")
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5")
}

/**
 * A UUID with its digits replaced by letters, for use in a URL: digits there that look like a card number are masked.
 */
export function spellUuid(uuid: string): string {
  return uuid.replace(/\d/g, (digit) => "ghijklmnop".charAt(Number(digit)))
}

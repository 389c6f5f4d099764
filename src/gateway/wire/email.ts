const LONGEST_EMAIL = 255
const EMAIL = /^[^\s<>@\p{C}]+@[^\s<>@\p{C}]+$/u

/** An e-mail address, or undefined if it is invalid or too long: a cut address would be another person's. */
export function emailToWire(email: string | undefined): string | undefined {
  const trimmed = email?.trim() ?? ""
  return trimmed.length <= LONGEST_EMAIL && EMAIL.test(trimmed) ? trimmed : undefined
}

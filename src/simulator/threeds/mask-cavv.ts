/** Masks an authentication value as the sandbox was sometimes seen to do. */
export function maskCavv(value: string): string {
  return `${value.slice(0, 6)}${"*".repeat(value.length - 10)}${value.slice(-4)}`
}

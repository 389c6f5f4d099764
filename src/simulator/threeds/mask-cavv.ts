/** An authentication value as the sandbox was sometimes seen to print it, with characters masked. */
export function maskCavv(value: string): string {
  return `${value.slice(0, 6)}${"*".repeat(value.length - 10)}${value.slice(-4)}`
}

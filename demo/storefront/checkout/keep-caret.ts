/** Writes a formatted text into an input without moving the cursor away from the digit it stands behind. */
export function writeKeepingCaret(input: HTMLInputElement, text: string): void {
  const digitsBefore = countDigits(input.value.slice(0, input.selectionStart ?? input.value.length))
  const wasAtEnd = input.selectionStart === input.value.length
  if (input.value === text) {
    return
  }
  input.value = text
  if (!wasAtEnd && document.activeElement === input) {
    let caret = 0
    while (caret < text.length && countDigits(text.slice(0, caret)) < digitsBefore) {
      caret++
    }
    input.setSelectionRange(caret, caret)
  }
}

function countDigits(text: string): number {
  return text.replace(/\D/g, "").length
}

import { digitsOf } from "./format"

/** Writes formatted text into an input and keeps the cursor behind the same digit. */
export function writeKeepingCaret(input: HTMLInputElement, text: string): void {
  const { value, selectionStart } = input
  if (value === text) {
    return
  }
  const caret = selectionStart ?? value.length
  const digitsBefore = digitsOf(value.slice(0, caret)).length
  input.value = text
  if (caret < value.length) {
    let place = 0
    while (place < text.length && digitsOf(text.slice(0, place)).length < digitsBefore) {
      place++
    }
    input.setSelectionRange(place, place)
  }
}

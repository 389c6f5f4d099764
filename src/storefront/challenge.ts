/** The form that takes the shopper to the bank that issued the card. Holds nothing of the card. */
export interface Challenge {
  readonly url: string
  readonly method: "POST"
  readonly fields: Readonly<Record<string, string>>
}

/** Leaves the page for the bank's: posts the form. The shopper comes back to `returnUrl`. */
export function goToChallenge({ url, method, fields }: Challenge): void {
  if (!/^https?:/i.test(url)) {
    throw new TypeError("A challenge must be a web address.")
  }
  const form = document.createElement("form")
  form.method = method
  form.action = url
  form.hidden = true
  for (const [name, value] of Object.entries(fields)) {
    const input = document.createElement("input")
    input.type = "hidden"
    input.name = name
    input.value = value
    form.append(input)
  }
  document.body.append(form)
  form.submit()
  form.remove()
}

import type { Frame, Page } from "playwright-core"

/** What a payer types, by field. */
export const typedCard: Readonly<Record<string, string>> = {
  CARD_NUMBER: "4509 0345 4361 5006",
  EXPIRATION_DATE: `12/${String((new Date().getFullYear() + 3) % 100).padStart(2, "0")}`,
  SECURITY_CODE: "298",
  CARDHOLDER_NAME: "Maria Rossi",
  CARDHOLDER_EMAIL: "maria@example.com",
}

/** The frame of a field, once it exists. */
export async function frameOf(page: Page, id: string): Promise<Frame> {
  const handle = await page.waitForSelector(`iframe[src*="id=${id}&"]`)
  const frame = await handle.contentFrame()
  if (frame === null) {
    throw new Error(`The frame of ${id} is not there`)
  }
  await frame.waitForSelector(`#${id}`)
  return frame
}

/** Types a card into its frames, as a person does. */
export async function typeCard(page: Page, changes: Readonly<Record<string, string>> = {}): Promise<void> {
  for (const [id, value] of Object.entries({ ...typedCard, ...changes })) {
    const frame = await frameOf(page, id)
    await frame.fill(`#${id}`, value)
    await frame.locator(`#${id}`).blur()
  }
}

/** Inserts a session's frames into a page and records all events of the script, as a shop without a library would. */
export const fieldsPageScript = `
const said = []
window.said = said
const note = (name) => (...values) => said.push([name, ...values.map((value) => value === undefined ? null : JSON.parse(JSON.stringify(value)))])
const build = new Build({
  onBuildSuccess: note("success"), onBuildError: note("error"), onConfirmError: note("confirm-error"),
  onBuildFlowStateChange: note("flow"), onAllFieldsLoaded: note("all"),
  cssLink: location.origin + "/fields.css", defaultComponentCssClassName: "shop-input",
})
window.build = build
window.mount = (fields) => fields.forEach(({ id, src }) => {
  document.querySelector('iframe[title="' + id + '"]')?.remove()
  document.body.append(Object.assign(document.createElement("iframe"), { src, title: id, height: 56 }))
})
`

/**
 * Runs inside each frame: checks what is typed, reports only to the page whether it is valid, and finally sends the
 * values of all frames together. It reads them from the other frames, which share its origin; the page cannot.
 */
export const frameScript = String.raw`"use strict"
const config = JSON.parse(document.getElementById("config").textContent)
const { id, session } = config
const control = document.getElementById(id)
const tell = (message) => parent.postMessage(message, config.merchantOrigin)
const fail = (errorCode, errorMessage) => tell({ event: "BUILD_ERROR", id, errorCode, errorMessage })
const refuse = (errorCode, errorMessage, more = {}) =>
  tell({ event: "CONFIRM_ERROR", id: "confirmData", errorCode, errorMessage, ...more })
const flow = (state, more = {}) =>
  tell(config.isNested
    ? { event: "BUILD_FLOW_STATE_CHANGE", data: { state, ...more } }
    : { event: "BUILD_FLOW_STATE_CHANGE", state, ...more })
const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

function luhn(digits) {
  const sum = [...digits].reverse().reduce((total, digit, index) => {
    const value = index % 2 === 0 ? Number(digit) : 2 * Number(digit)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return sum % 10 === 0
}

function numberFault(typed) {
  const digits = typed.replace(/[\s-]/g, "")
  if (!/^\d{13,19}$/.test(digits)) return "HF0001"
  if (!luhn(digits)) return "HF0004"
  const circuit = config.ranges.find(([range]) => new RegExp(range).test(digits))?.[1] ?? "MAE"
  return config.circuits.includes(circuit) ? undefined : "HF0005"
}

function expiryFault(typed) {
  const [, month, year] = /^\s*(0[1-9]|1[0-2])\s*\/?\s*(?:20)?(\d\d)\s*$/.exec(typed) ?? []
  if (!month) return "HF0001"
  return new Date(2000 + Number(year), Number(month), 1) <= new Date() ? "HF0006" : undefined
}

const faults = {
  CARD_NUMBER: numberFault,
  EXPIRATION_DATE: expiryFault,
  SECURITY_CODE: (typed) => (/^\d{3,4}$/.test(typed) ? undefined : "HF0001"),
  CARDHOLDER_EMAIL: (typed) => (/^[^\s@]+@[^\s@]+\.[^\s@]+$/.test(typed) ? undefined : "HF0001"),
}
const valueOf = () => (control.type === "checkbox" ? (control.checked ? "true" : "") : control.value.trim())
const faultOf = () => (faults[id] ?? ((typed) => (typed === "" ? "HF0001" : undefined)))(valueOf())

let last
/** While somebody types, a field that is not complete yet is not complained of. */
function look(isDone) {
  const fault = faultOf()
  const isOpen = fault === "HF0001" && !isDone && last === undefined
  const now = fault ?? "valid"
  if (isOpen || now === last) return
  last = now
  if (fault) fail(fault, "Field error")
  else tell({ event: "BUILD_SUCCESS", id })
}

function sisters() {
  return Array.from({ length: parent.frames.length }, (_, index) => parent.frames[index]).flatMap((frame) => {
    try {
      return frame.cardField?.session === session ? [frame.cardField] : []
    } catch {
      return []
    }
  })
}

const send = (path, body) =>
  fetch(config.backEnd + path, {
    method: body === undefined ? "GET" : "POST",
    headers: { session, "Correlation-Id": crypto.randomUUID?.() ?? String(Math.random()), "Content-Type": "application/json" },
    ...(body === undefined ? {} : { body: JSON.stringify(body) }),
  })

async function confirm() {
  const values = sisters().map((field) => ({ id: field.id, value: field.value() }))
  const response = await send("/text", values)
  const answer = await response.json().catch(() => ({}))
  const code = answer.errors?.[0]?.code
  if (code === "GW0027") return
  if (code === "GW0004") return refuse("HF0003", "Session expired")
  if (!response.ok) return refuse("HF0002", "Service temporarily unavailable")
  const wrong = answer.fieldStatus.filter(({ event }) => event === "BUILD_ERROR").map((field) => field.id)
  if (wrong.length > 0) {
    const validationStatus = values.map((value) => ({ id: value.id, valid: !wrong.includes(value.id) }))
    return refuse("HF0007", "Validation error", { validationStatus })
  }
  if (answer.gdiStatus?.gdiUrl) return await takeFingerprint(answer.gdiStatus.gdiUrl)
  await announce(answer.workflowState, answer)
}

async function takeFingerprint(gdiUrl) {
  const frame = Object.assign(document.createElement("iframe"), { src: gdiUrl, hidden: true })
  document.body.append(frame)
  for (let attemptNumber = 1; attemptNumber <= 20; attemptNumber += 1) {
    await pause(150)
    const answer = await (await send("/check_gdi_result?attemptNumber=" + attemptNumber)).json().catch(() => ({}))
    if (answer.result === undefined) continue
    frame.remove()
    if (answer.result === "SILENT") return
    if (answer.result === "HF0009") return refuse("HF0009", "3DS fingerprint failed")
    const more = answer.operation ? { operation: answer.operation } : {}
    return await announce(answer.result === "OK" ? "READY_FOR_PAYMENT" : "PAYMENT_COMPLETE", answer, more)
  }
}

async function announce(state, { isLost, lateMs }, more) {
  if (isLost) return
  await pause(lateMs ?? 0)
  flow(state, more)
}

async function click() {
  const response = await send("/action/" + encodeURIComponent(id), {})
  const { state, ...more } = await response.json().catch(() => ({}))
  if (response.ok) flow(state, more)
  else fail("HF0002", "Service temporarily unavailable")
}

function dress({ cssLink, component, container }) {
  if (cssLink) document.head.append(Object.assign(document.createElement("link"), { rel: "stylesheet", href: cssLink }))
  if (component) control.classList.add(...component.split(" "))
  if (container) document.getElementById("container").classList.add(...container.split(" "))
}

const commands = { confirm, click, style: dress }
addEventListener("message", ({ origin, source, data }) => {
  if (origin === config.merchantOrigin && source === parent && Object.hasOwn(commands, data?.command)) {
    void commands[data.command](data)
  }
})

if (config.isOver) fail("HF0003", "Session expired")
else if (config.isAction) {
  control.addEventListener("click", click)
  // A button that cannot be seen never comes up.
  const rise = () => innerWidth > 0 && innerHeight > 0 ? tell({ event: "READY", id, type: "ACTION" }) : setTimeout(rise, 200)
  rise()
} else {
  window.cardField = { id, session, value: valueOf }
  control.addEventListener("input", () => look(control.type === "checkbox"))
  control.addEventListener("blur", () => { look(true); tell({ event: "FIELD_BLURRED", id }) })
  control.addEventListener("focus", () => tell({ event: "FIELD_FOCUSSED", id }))
  addEventListener("focus", () => control.focus())
  tell({ event: "READY", id, type: "TEXT" })
  if (valueOf() !== "") look(false)
}
`

import type { Locale } from "../locale"
import type { CardFieldsOptions, CardFieldsState, Unavailable } from "./card-fields"
import { fieldName, inOrder, type CardFieldName } from "./card-fields-session"
import { fieldProblem } from "./field-problem"
import { frameView, type FrameView } from "./field-view"
import { privacyView } from "./privacy-view"
import { textOf } from "./texts"
import { loadSdk, type Sdk, type SdkEvent } from "./xpay-sdk"

const LOAD_MS = 10_000
const CONFIRM_MS = 15_000

/** The outcome of a confirmation; `busy` may be retried once. */
export type Ended =
  "confirmed" | "unanswered" | "invalid" | "unavailable" | "busy" | "expired" | "not_authenticated"

const ENDS: Readonly<Record<string, Ended>> = {
  HF0002: "busy",
  HF0003: "expired",
  HF0009: "not_authenticated",
}

/** The fields of one session. */
export interface FieldSet {
  /** @returns why there are no fields; undefined if there are. */
  load(place: HTMLElement): Promise<Unavailable | undefined>
  confirm(): Promise<Ended>
  focus(name?: CardFieldName): void
  /** Whether the shopper has used a field. */
  hasTyped(): boolean
  /** XPay's script cannot be told to drop the fields: from now on its events are ignored. */
  close(): void
}

/** @param onOver called when the session is over */
export function fieldSet(options: CardFieldsOptions, locale: Locale, onOver: () => void): FieldSet {
  const abort = new AbortController()
  const { signal } = abort
  const views = new Map<string, FrameView>()
  const { labels = {}, style } = options
  let states: CardFieldsState["fields"] = {}
  let status: CardFieldsState["status"] = "loading"
  let privacy: ReturnType<typeof privacyView> | undefined
  let sdk: Sdk | undefined
  let hasTyped = false
  let ended: ((how: Ended) => void) | undefined

  const frames = () => [...views.values()]
  const all = () => (privacy === undefined ? frames() : [...frames(), privacy])
  const become = (now = status) => {
    status = now
    options.onChange?.({
      status,
      fields: states,
      isValid: frames().every(({ name }) => states[name] === "valid"),
    })
  }
  const label = (name: CardFieldName) => labels[name] ?? textOf(name, locale) ?? name
  const focus = (name?: CardFieldName) =>
    all()
      .find((view) => name === undefined || view.name === name)
      ?.control.focus()

  function setState(id: string | undefined, state: "valid" | ReturnType<typeof fieldProblem>): void {
    const view = views.get(id ?? "")
    if (view !== undefined && !signal.aborted) {
      hasTyped = true
      states = { ...states, [view.name]: state }
      view.show(state === "valid" ? undefined : state)
      become()
    }
  }

  /** Also handles a session that ends without a confirmation: it may expire while the shopper types. */
  function end(how: Ended): void {
    if (ended !== undefined) {
      ended(how)
    } else if (how === "expired" && status === "ready") {
      onOver()
    }
  }

  /** Fields without an event from XPay are empty; only XPay knows why a field that was valid no longer is. */
  function complainOf(ids: readonly string[]): void {
    for (const id of ids) {
      const name = fieldName(id)
      const state = states[name]
      if (state === undefined || state === "valid") {
        setState(id, fieldProblem(name, state && "", locale))
      }
    }
    focus(ids[0] === undefined ? "privacy" : fieldName(ids[0]))
  }

  function refuseConfirmation({ errorCode = "", validationStatus = [] }: SdkEvent): void {
    const wrong = validationStatus.filter(({ id, valid }) => !valid && views.has(id))
    // If no field is at fault, a retry would not help.
    const how = ENDS[errorCode] ?? (wrong.length > 0 ? "invalid" : "expired")
    if (how === "invalid") {
      complainOf(wrong.map(({ id }) => id))
    }
    end(how)
  }

  /** XPay's script has no callback for the focus. Other scripts post messages too. */
  const hear = ({ source, data }: MessageEvent<{ event?: unknown } | null>) => {
    const box = frames().find(({ control }) => control.contentWindow === source)?.box
    const event = data?.event
    if (box && (event === "FIELD_FOCUSSED" || event === "FIELD_BLURRED")) {
      hasTyped = true
      box.toggleAttribute("data-focused", event === "FIELD_FOCUSSED")
    }
  }

  function put(place: HTMLElement, fields: readonly { readonly id: string; readonly src: string }[]): void {
    for (const { id, src } of inOrder(fields)) {
      const name = fieldName(id)
      views.set(id, frameView(name, src, label(name)))
    }
    privacy = views.has("PRIVACY_CONDITIONS") ? undefined : privacyView(locale, label("privacy"))
    place.replaceChildren(...all().map(({ node }) => node))
  }

  async function load(place: HTMLElement): Promise<Unavailable | undefined> {
    let reason: Unavailable["reason"] = "session"
    try {
      const session = await options.open(signal)
      reason = "script"
      const late = new Promise<never>((_resolve, reject) =>
        setTimeout(reject, options.loadTimeoutMs ?? LOAD_MS)
      )
      const SdkClass = await Promise.race([loadSdk(session.sdk), late])
      if (signal.aborted) {
        return undefined
      }
      reason = "frames"
      const isUp = new Promise<void>((resolve) => {
        sdk = new SdkClass({
          onBuildSuccess: ({ id }) => setState(id, "valid"),
          onBuildError: ({ id = "", errorCode = "" }) => {
            const how = ENDS[errorCode]
            if (how === undefined) {
              setState(id, fieldProblem(fieldName(id), errorCode, locale))
            } else {
              end(how)
            }
          },
          onConfirmError: refuseConfirmation,
          onBuildFlowStateChange: (event, second) => {
            const state = event.state ?? event.data?.state ?? second
            if (state === "READY_FOR_PAYMENT" || state === "PAYMENT_COMPLETE") {
              end("confirmed")
            }
          },
          onAllFieldsLoaded: resolve,
          cssLink: style?.cssLink,
        })
      })
      addEventListener("message", hear, { signal })
      put(place, session.fields)
      await Promise.race([isUp, late])
      become("ready")
      if (session.renewAfterMs !== undefined) {
        // A hidden page opens no new session: XPay reports when its fields expire.
        setTimeout(() => hasTyped || document.hidden || end("expired"), session.renewAfterMs)
      }
    } catch (error) {
      if (!signal.aborted) {
        become("unavailable")
        return { reason, error }
      }
    }
    return undefined
  }

  async function confirm(): Promise<Ended> {
    if (status !== "ready") {
      return "unavailable"
    }
    const isTicked = privacy?.check() ?? true
    const missing = [...views].filter(([, { name }]) => states[name] !== "valid")
    if (missing.length > 0 || !isTicked) {
      complainOf(missing.map(([id]) => id))
      return "invalid"
    }
    become("confirming")
    const how = await new Promise<Ended>((resolve) => {
      ended = resolve
      setTimeout(resolve, options.confirmTimeoutMs ?? CONFIRM_MS, "unanswered")
      // XPay's versions differ in whether and when they call this.
      sdk?.confirmData(() => undefined)
    })
    ended = undefined
    if (!signal.aborted) {
      become("ready")
    }
    return how
  }

  return {
    load,
    confirm,
    focus,
    hasTyped: () => hasTyped,
    close: () => {
      abort.abort()
      status = "unavailable"
      ended?.("unavailable")
    },
  }
}

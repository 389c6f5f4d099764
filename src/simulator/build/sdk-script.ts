import { createHash } from "node:crypto"

import { type World } from "../world"

/**
 * The script that a shop's page loads. It knows no sessions: it relays the frames' messages to the page and asks the
 * frames to confirm. Written from what is known of XPay's own; no line of it is XPay's.
 */
export function sdkScript({ switches, framesUrl }: World): string {
  const settings = {
    origin: new URL(framesUrl).origin,
    loaderCall: switches.loaderCall,
    hasSecondArgument: switches.flowEventSecondArgument,
    payWithCardConfirm: switches.payWithCardConfirm,
  }
  const declaration = switches.buildGlobal === "window" ? "window.Build = class Build" : "class Build"
  return sdkSource.replace("SETTINGS", () => JSON.stringify(settings)).replace("DECLARATION", declaration)
}

/** The hash of {@link sdkScript} in the responses. */
export function sdkHash(world: World): string {
  const script = world.switches.sdkHash === "wrong" ? "another version" : sdkScript(world)
  return `sha384-${createHash("sha384").update(script).digest("base64")}`
}

const sdkSource = String.raw`"use strict"
DECLARATION {
  static #settings = SETTINGS
  #options
  #frames = new Map()
  #buttons = new Set()
  #valid = new Map()
  #loader

  constructor(options = {}) {
    this.#options = options
    window.addEventListener("message", (message) => this.#hear(message))
  }

  confirmData(loader) {
    this.#loader = loader
    if (Build.#settings.loaderCall === "start") this.#load()
    const refusal = this.#refusal()
    if (refusal) setTimeout(() => this.#end("onConfirmError", refusal), 0)
    else this.#textFrames()[0][1].postMessage({ command: "confirm" }, Build.#settings.origin)
  }

  clickAction(id) {
    this.#frames.get(id)?.postMessage({ command: "click" }, Build.#settings.origin)
  }

  #mounted() {
    return [...document.querySelectorAll("iframe")].filter(({ src }) => src.startsWith(Build.#settings.origin + "/"))
  }

  #textFrames() {
    const windows = this.#mounted().map(({ contentWindow }) => contentWindow)
    return [...this.#frames].filter(([id, frame]) => !this.#buttons.has(id) && windows.includes(frame))
  }

  #refusal() {
    const event = { event: "CONFIRM_ERROR", id: "confirmData" }
    const fields = this.#textFrames()
    const button = this.#frames.get("PAY_WITH_CARD")
    const status = fields.map(([id]) => ({ id, valid: this.#valid.get(id) === true }))
    const isButtonGone = button && !this.#mounted().some(({ contentWindow }) => contentWindow === button)
    if (isButtonGone || fields.length === 0) return { ...event, errorCode: "HF0003", errorMessage: "Session expired" }
    const isByButton = button && Build.#settings.payWithCardConfirm === "HF0007"
    if (isByButton) status.push({ id: "PAY_WITH_CARD", valid: false })
    if (status.every(({ valid }) => valid)) return undefined
    return { ...event, errorCode: "HF0007", errorMessage: "Validation error", validationStatus: status }
  }

  #hear({ origin, source, data }) {
    if (origin !== Build.#settings.origin || typeof data !== "object" || data === null) return
    const { event, id } = data
    if (event === "READY") this.#welcome(data, source)
    if (event === "BUILD_SUCCESS") this.#valid.set(id, true)
    if (event === "BUILD_ERROR") this.#valid.set(id, false)
    if (event === "BUILD_SUCCESS") this.#options.onBuildSuccess?.(data)
    if (event === "BUILD_ERROR") this.#options.onBuildError?.(data)
    if (event === "CONFIRM_ERROR") this.#end("onConfirmError", data)
    if (event === "BUILD_FLOW_STATE_CHANGE") {
      const state = data.state ?? data.data?.state
      this.#end("onBuildFlowStateChange", data, ...(Build.#settings.hasSecondArgument ? [state] : []))
    }
  }

  #welcome({ id, type }, source) {
    const { cssLink, defaultComponentCssClassName, defaultContainerCssClassName } = this.#options
    this.#frames.set(id, source)
    if (type === "ACTION") this.#buttons.add(id)
    else this.#valid.set(id, false)
    source.postMessage(
      { command: "style", cssLink, component: defaultComponentCssClassName, container: defaultContainerCssClassName },
      Build.#settings.origin
    )
    const known = [...this.#frames.values()]
    if (this.#mounted().every(({ contentWindow }) => known.includes(contentWindow))) this.#options.onAllFieldsLoaded?.()
  }

  #end(callback, ...said) {
    if (Build.#settings.loaderCall === "end") this.#load()
    this.#options[callback]?.(...said)
  }

  #load() {
    const loader = this.#loader
    this.#loader = undefined
    loader?.()
  }
}
`

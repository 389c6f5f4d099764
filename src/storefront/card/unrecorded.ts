/**
 * Attributes that tell common session-replay tools not to record a field: rrweb (PostHog, Sentry and others),
 * FullStory, Hotjar, Microsoft Clarity, LogRocket, Datadog, Smartlook, Contentsquare, OpenReplay, Mouseflow, Heap. A
 * tool that ignores all of them must not run on a page with a card form.
 */
export const UNRECORDED = {
  "data-rr-block": "",
  "data-private": "",
  "data-hj-suppress": "",
  "data-clarity-mask": "true",
  "data-dd-privacy": "hidden",
  "data-recording-disable": "true",
  "data-cs-mask": "",
  "data-openreplay-hidden": "",
  "data-heap-redact-text": "true",
} as const

/** The same for tools that use classes. */
export const UNRECORDED_CLASSES = "rr-block fs-exclude ph-no-capture sentry-block mouseflow-ignore"

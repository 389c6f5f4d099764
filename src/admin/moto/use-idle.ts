import { useEffect, useRef } from "react"

const TWO_MINUTES_MS = 120_000

/** Calls back after two minutes without input on the page, once per pause. */
export function useIdle(onIdle: () => void): void {
  const callback = useRef(onIdle)
  callback.current = onIdle
  useEffect(() => {
    let timer: ReturnType<typeof setTimeout>
    const restart = () => {
      clearTimeout(timer)
      timer = setTimeout(() => callback.current(), TWO_MINUTES_MS)
    }
    restart()
    const events = ["keydown", "input", "pointerdown"] as const
    events.forEach((name) => document.addEventListener(name, restart, true))
    return () => {
      clearTimeout(timer)
      events.forEach((name) => document.removeEventListener(name, restart, true))
    }
  }, [])
}

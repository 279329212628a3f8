/** Which elements are on the screen or close to it. */

import { useEffect, useRef } from "preact/hooks";

const CLOSE = "150% 0px"; // of the screen's height, above and below

const listeners = new WeakMap<Element, (isNear: boolean) => void>();

const observer = new IntersectionObserver(
  (entries) => {
    for (const { target, isIntersecting } of entries) listeners.get(target)?.(isIntersecting);
  },
  { rootMargin: CLOSE },
);

/** Returns the ref of an element, whose comings and goings the listener receives. */
export function useNearby(listener: (isNear: boolean) => void) {
  const element = useRef<HTMLDivElement>(null);
  const newest = useRef(listener);
  newest.current = listener;
  useEffect(() => {
    const { current } = element;
    if (!current) return undefined;
    listeners.set(current, (isNear) => newest.current(isNear));
    observer.observe(current);
    return () => observer.unobserve(current);
  }, []);
  return element;
}

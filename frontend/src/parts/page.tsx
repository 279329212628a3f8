/** One page of the site: its title, where it is scrolled to, and where the focus is. */

import type { ComponentChildren } from "preact";
import { useEffect, useLayoutEffect, useRef } from "preact/hooks";

import { announce } from "../announcer.js";
import { place } from "../routing.js";

let isStart = true; // the browser places the focus when the site opens

interface PageProps {
  title: string;
  /** Whether the page has yet to learn its title, which is said then. */
  isStandIn?: boolean;
  /** In place of the title as the heading. */
  heading?: ComponentChildren;
  children: ComponentChildren;
}

export function Page({ title, isStandIn = false, heading = title, children }: PageProps) {
  const isSaid = useRef(!isStandIn);
  useEffect(() => {
    document.title = title === "Dwipper" ? title : `${title} · Dwipper`;
    if (!isStandIn && !isSaid.current) announce(title);
    isSaid.current ||= !isStandIn;
  }, [title]);

  useLayoutEffect(() => {
    const { left } = place.peek();
    if (isStart) {
      isStart = false;
      return;
    }
    scrollTo(0, left?.top ?? 0);
    const focused = left?.focused ? document.getElementById(left.focused) : null;
    (focused ?? document.querySelector("main"))?.focus({ preventScroll: true });
    announce(title);
  }, []);

  return (
    <>
      <h1>{heading}</h1>
      {children}
    </>
  );
}

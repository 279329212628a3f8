/** Icons, drawn in a square of 24. */

import type { ComponentChildren } from "preact";

function Icon({ name, children }: { name: string; children: ComponentChildren }) {
  return (
    <svg class={`icon icon-${name}`} viewBox="0 0 24 24" aria-hidden="true">
      {children}
    </svg>
  );
}

export const Drop = () => (
  <Icon name="drop">
    <path d="M12 2.8c4.2 5.4 6.8 8.5 6.8 11.9a6.8 6.8 0 0 1-13.6 0c0-3.4 2.6-6.5 6.8-11.9z" />
    <path class="gleam" d="M8.7 15.2a3.4 3.4 0 0 0 2.9 3" />
  </Icon>
);

/** A drop that rises. */
export const Upvote = () => (
  <Icon name="upvote">
    <path d="M12 2.8c4.2 5.4 6.8 8.5 6.8 11.9a6.8 6.8 0 0 1-13.6 0c0-3.4 2.6-6.5 6.8-11.9z" />
    <path class="gleam" d="M12 18v-5.6m-2.5 2.5 2.5-2.5 2.5 2.5" />
  </Icon>
);

export const Duck = () => (
  <Icon name="duck">
    <path d="M4.7 8.6 1.9 9.9c.4 1.4 1.7 2 3.3 1.9.3.9.8 1.6 1.4 2.2-1.2 1-1.8 2.1-1.8 3.2 0 2.4 2.5 3.9 6.5 3.9 6.2 0 10-2.9 10.8-9.2-1.9 1.7-4.2 2-6.8 1-1.4-.5-2.1-1.2-2.2-2.2.6-.8.9-1.7.9-2.8a4.7 4.7 0 0 0-9.3.7z" />
    <circle class="gleam" cx="8.4" cy="7.6" r=".6" />
  </Icon>
);

export const Shower = () => (
  <Icon name="shower">
    <path d="M12 2.5v3.2M4.5 12.7a7.5 7 0 0 1 15 0z" />
    <path class="gleam" d="M7.5 16v1.4M12 16v1.4M16.5 16v1.4M7.5 20.2v1.3M12 20.2v1.3M16.5 20.2v1.3" />
  </Icon>
);

export const Pen = () => (
  <Icon name="pen">
    <path d="m4 20 1.2-4.6L16.4 4.2a2.4 2.4 0 0 1 3.4 3.4L8.6 18.8z" />
    <path class="gleam" d="m14.3 6.3 3.4 3.4" />
  </Icon>
);

export const Person = () => (
  <Icon name="person">
    <circle cx="12" cy="8" r="4.2" />
    <path d="M4 20.5c.8-4.2 4-6.3 8-6.3s7.2 2.1 8 6.3" />
  </Icon>
);

export const Notes = () => (
  <Icon name="notes">
    <path d="M5.5 3.5h9.3l3.7 3.7v13.3h-13z" />
    <path class="gleam" d="M8.8 10h6.4M8.8 13.3h6.4M8.8 16.6h3.6" />
  </Icon>
);

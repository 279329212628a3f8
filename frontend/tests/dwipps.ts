/** Makes Dwipps for tests. */

import type { Dwipp } from "../src/store/dwipps.js";

export function dwipp(changes: Partial<Dwipp> = {}): Dwipp {
  return {
    id: "0199f3a2-7c1e-7a54-9d3c-5a1b2c3d4e5f",
    text: "Water is just wet air.",
    author: { id: "3c6e0b8a-9c15-424a-8f6e-2d3b4c5d6e7f", display_name: "Ada" },
    created_at: "2026-11-24T12:00:00Z",
    edited_at: null,
    version: 1,
    upvotes: 7,
    favorites: 3,
    viewer: { upvoted: false, favorited: false, is_author: false },
    ...changes,
  };
}

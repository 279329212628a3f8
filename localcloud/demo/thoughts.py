"""Three hundred shower thoughts: each of fifteen turns of thought, on each of twenty things."""

__all__ = ["THOUGHTS"]

THINGS = (
    "a sandwich",
    "the moon",
    "a staircase",
    "an umbrella",
    "a Tuesday",
    "a violin",
    "a shadow",
    "a waiting room",
    "an echo",
    "a sock",
    "a lighthouse",
    "a password",
    "a doorbell",
    "a map",
    "a snowman",
    "a second breakfast",
    "a typo",
    "a lullaby",
    "a cactus",
    "a queue",
)

TURNS = (
    "Somebody was the first person ever to be disappointed by {}.",
    "You have already met {} for the last time, and nobody told you.",
    "If {} could write reviews, yours would have two stars.",
    "Half of all people are worse than average at {}.",
    "Nobody has ever finished thinking about {}.",
    "The older you get, the more {} looks like good advice.",
    "To a goldfish, {} is always breaking news.",
    "Somewhere there is a committee that had to agree on {}.",
    "Your grandparents explained {} to your parents, and now you pretend to understand it.",
    "There must be a most boring {} in the world, which makes it interesting.",
    "Every photograph of {} is a photograph of the past.",
    "We trust {} more than we trust most people.",
    "Without the word for it, {} would just be a very long gesture.",
    "Aliens will not ask for our leader, they will ask about {}.",
    "One day {} will be in a museum with a sign that gets it wrong.",
)

THOUGHTS = [
    turn.format(thing.split(" ", 1)[1] if "boring {}" in turn else thing)
    for turn in TURNS
    for thing in THINGS
]

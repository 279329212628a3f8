/** A person's drop: the first letter of the name, in a colour of the person's id. */

export function Avatar({ id, name }: { id: string; name: string }) {
  const hue = Number.parseInt(id.slice(0, 6), 16) % 360;
  return (
    <span class="avatar" style={{ "--hue": `${hue}` }} aria-hidden="true">
      {[...name][0]?.toUpperCase()}
    </span>
  );
}

const SIZE = 64;

let drawn = 0;
let address;

/** Shows a number on the icon of the tab; none for 0. */
export async function showCount(count) {
  const mine = ++drawn;
  const link = document.querySelector('link[rel=icon]');
  link.dataset.plain ??= link.href;
  const next = count > 0 ? await withCount(link.dataset.plain, count > 99 ? '99' : String(count)) : undefined;
  if (mine !== drawn) {
    return;
  }
  link.href = next ?? link.dataset.plain;
  if (address) {
    URL.revokeObjectURL(address);
  }
  address = next;
}

async function withCount(icon, text) {
  const picture = new Image(SIZE, SIZE);
  picture.src = icon;
  await picture.decode();
  const canvas = document.createElement('canvas');
  canvas.width = SIZE;
  canvas.height = SIZE;
  const context = canvas.getContext('2d');
  context.drawImage(picture, 0, 0, SIZE, SIZE);
  context.fillStyle = '#d22f3a';
  context.beginPath();
  context.arc(44, 20, 20, 0, 2 * Math.PI);
  context.fill();
  context.fillStyle = '#ffffff';
  context.font = `bold ${text.length > 1 ? 24 : 30}px sans-serif`;
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  context.fillText(text, 44, 22);
  return URL.createObjectURL(await new Promise(resolve => canvas.toBlob(resolve)));
}

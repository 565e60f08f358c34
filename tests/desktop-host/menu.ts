import { app } from './app.ts';
import type { BrowserWindow } from './browser-window.ts';
import { Loud } from './loud.ts';

type Template = {
  id?: string;
  label?: string;
  role?: string;
  type?: string;
  accelerator?: string;
  registerAccelerator?: boolean;
  submenu?: Template[];
  click?: (item: MenuItem, window: BrowserWindow | undefined) => void;
};

export class MenuItem extends Loud {
  readonly id: string | undefined;
  readonly label: string;
  readonly role: string | undefined;
  readonly type: string;
  readonly accelerator: string | undefined;
  readonly registerAccelerator: boolean;
  readonly submenu: Menu | null;
  readonly #click: Template['click'];
  constructor({ id, label, role, type, accelerator, registerAccelerator = true, submenu, click }: Template) {
    super();
    this.id = id;
    this.label = label ?? role ?? '';
    this.role = role;
    this.type = type ?? (submenu ? 'submenu' : 'normal');
    this.accelerator = accelerator;
    this.registerAccelerator = registerAccelerator;
    this.submenu = submenu ? Menu.buildFromTemplate(submenu) : null;
    this.#click = click;
  }
  click(_event?: unknown, window?: BrowserWindow): void {
    if (this.#click) this.#click(this, window);
    else if (this.role === 'quit') app.quit();
    else if (this.role === 'close') window?.close();
    else throw new Error(`desktop host: menu role ${this.role} is not modelled`);
  }
}

export class Menu extends Loud {
  static #ofApp: Menu | null = null;
  readonly items: MenuItem[];
  constructor(items: MenuItem[]) {
    super();
    this.items = items;
  }
  static buildFromTemplate(template: Template[]): Menu {
    return new Menu(template.map((each) => new MenuItem(each)));
  }
  static setApplicationMenu(menu: Menu | null): void {
    Menu.#ofApp = menu;
  }
  static getApplicationMenu(): Menu | null {
    return Menu.#ofApp;
  }
  getMenuItemById(id: string): MenuItem | null {
    for (const item of this.items) {
      const found = item.id === id ? item : item.submenu?.getMenuItemById(id);
      if (found) return found;
    }
    return null;
  }
}

type Key = { ctrlKey: boolean; altKey: boolean; shiftKey: boolean; metaKey: boolean; key: string };
const names: Record<string, string> = {
  commandorcontrol: process.platform === 'darwin' ? 'meta' : 'ctrl',
  control: 'ctrl',
  ctrl: 'ctrl',
  command: 'meta',
  alt: 'alt',
  shift: 'shift',
};
const written = (parts: string[]): string => [...parts].sort().join('+');

/** A key the page left unused reaches the menu. */
export const pressAccelerator = ({ ctrlKey, altKey, shiftKey, metaKey, key }: Key, window: BrowserWindow): void => {
  const held = Object.entries({ ctrl: ctrlKey, alt: altKey, shift: shiftKey, meta: metaKey });
  const pressed = written([key.toLowerCase(), ...held.filter(([, down]) => down).map(([name]) => name)]);
  const all = (menu: Menu): MenuItem[] => menu.items.flatMap((item) => (item.submenu ? all(item.submenu) : [item]));
  for (const item of all(Menu.getApplicationMenu() ?? new Menu([])))
    if (
      item.accelerator &&
      item.registerAccelerator &&
      written(
        item.accelerator
          .toLowerCase()
          .split('+')
          .map((part) => names[part] ?? part),
      ) === pressed
    )
      return item.click({}, window);
};

"use strict";
(() => {
  const MOST_SHOWN = 50;
  const root = document.documentElement;
  const box = document.getElementById("search-box");
  const list = document.getElementById("search-results");
  const status = document.getElementById("search-status");
  const themeSwitch = document.getElementById("theme-switch");
  root.classList.add("scripted");

  // Light and dark: what the system says, until somebody chooses.

  const systemIsDark = matchMedia("(prefers-color-scheme: dark)");

  function isDark() {
    return root.dataset.theme ? root.dataset.theme === "dark" : systemIsDark.matches;
  }

  function nameTheme() {
    themeSwitch.textContent = isDark() ? "Light" : "Dark";
    themeSwitch.setAttribute("aria-label", isDark() ? "Light colours" : "Dark colours");
  }

  function stored(action) {
    try {
      return action(localStorage);
    } catch {
      return null; // some browsers keep nothing for files
    }
  }

  const chosen = stored(storage => storage.getItem("stubject-theme"));
  if (chosen === "dark" || chosen === "light") {
    root.dataset.theme = chosen;
  }
  nameTheme();
  systemIsDark.addEventListener("change", nameTheme);
  themeSwitch.addEventListener("click", () => {
    root.dataset.theme = isDark() ? "light" : "dark";
    stored(storage => storage.setItem("stubject-theme", root.dataset.theme));
    nameTheme();
  });

  // Search: what can be found is read from the page once, when somebody begins to search.

  let index = null;
  let found = [];
  let active = -1;

  function text(element, selector) {
    return element.querySelector(selector)?.textContent ?? "";
  }

  function readIndex() {
    const wholes = Array.from(document.querySelectorAll(".service, .method, .type"), element => {
      const kind = element.classList.contains("service") ? "service" : text(element, ":scope > h3 .kind");
      const about = text(element, ":scope > .subject");
      const said = text(element, ":scope > p:not([class])");
      return indexed(element, kind, false, about || said, about + " " + said);
    });
    const parts = Array.from(document.querySelectorAll(".fields > [id]"), element => {
      const shape = text(element, ".shape");
      const said = text(element, "dd > p:not([class])");
      const kind = shape.startsWith("=") ? "value" : "field";
      return indexed(element, kind, true, said || shape, text(element, ".json > code") + " " + said);
    });
    return wholes.concat(parts);
  }

  function indexed(element, kind, isPart, about, rest) {
    const name = element.id.toLowerCase();
    return {
      id: element.id,
      kind: kind,
      isPart: isPart,
      about: about,
      name: name,
      last: name.lastIndexOf(".") + 1,
      rest: rest.toLowerCase(),
    };
  }

  /**
   * How well an entry fits, less being better: by the end of its name, by its name, by what is said of it, or not at all.
   * The name of a message finds the message, and not each of its fields.
   */
  function rank(entry, words) {
    let worst = 0;
    let isMeant = !entry.isPart;
    for (const word of words) {
      const at = entry.name.lastIndexOf(word);
      if (at >= 0) {
        worst = Math.max(worst, at === entry.last ? 0 : at > entry.last ? 1 : 2);
        isMeant ||= at + word.length > entry.last;
      } else if (entry.rest.includes(word)) {
        worst = 3;
        isMeant = true;
      } else {
        return 4;
      }
    }
    return isMeant ? worst : 4;
  }

  function search() {
    const words = box.value.toLowerCase().split(/\s+/).filter(word => word);
    if (words.length === 0) {
      closeList();
      return;
    }
    index ??= readIndex();
    const ranks = [[], [], [], [], []];
    for (const entry of index) {
      ranks[rank(entry, words)].push(entry);
    }
    const all = ranks.slice(0, 4).flat();
    found = all.slice(0, MOST_SHOWN);
    show(all.length);
  }

  function show(count) {
    list.replaceChildren(...found.map(option));
    if (count !== found.length || count === 0) {
      const note = document.createElement("li");
      note.className = "none";
      note.setAttribute("role", "presentation");
      note.textContent = count === 0 ? "Nothing found." : `and ${count - found.length} more`;
      list.append(note);
    }
    list.hidden = false;
    list.scrollTop = 0;
    box.setAttribute("aria-expanded", "true");
    status.textContent = `${count} found`;
    activate(found.length > 0 ? 0 : -1);
  }

  function option(entry, position) {
    const item = document.createElement("li");
    const about = document.createElement("small");
    item.id = "search-result-" + position;
    item.setAttribute("role", "option");
    item.textContent = entry.id;
    about.textContent = entry.kind + (entry.about ? " · " + entry.about : "");
    item.append(about);
    return item;
  }

  function activate(position) {
    list.children[active]?.removeAttribute("aria-selected");
    active = position;
    const item = active >= 0 ? list.children[active] : null;
    if (item) {
      item.setAttribute("aria-selected", "true");
      item.scrollIntoView({block: "nearest"});
      box.setAttribute("aria-activedescendant", item.id);
    } else {
      box.removeAttribute("aria-activedescendant");
    }
  }

  function closeList() {
    list.hidden = true;
    found = [];
    active = -1;
    status.textContent = "";
    box.setAttribute("aria-expanded", "false");
    box.removeAttribute("aria-activedescendant");
  }

  function go(entry) {
    closeList();
    location.hash = "#" + entry.id;
    const element = document.getElementById(entry.id);
    if (entry.isPart) {
      element.tabIndex = -1; // it has no heading to go to
    }
    (entry.isPart ? element : element.querySelector("h2 a, h3 a")).focus({preventScroll: true});
  }

  box.addEventListener("input", search);
  box.addEventListener("focus", search);
  box.addEventListener("keydown", event => {
    if (event.key === "Escape") {
      box.value = "";
      closeList();
    } else if (event.key === "ArrowDown" && found.length > 0) {
      activate((active + 1) % found.length);
    } else if (event.key === "ArrowUp" && found.length > 0) {
      activate((active + found.length - 1) % found.length);
    } else if (event.key === "Enter" && found[active]) {
      go(found[active]);
    } else {
      return;
    }
    event.preventDefault();
  });
  list.addEventListener("mousedown", event => event.preventDefault()); // the box keeps the focus
  list.addEventListener("click", event => {
    const position = Array.prototype.indexOf.call(list.children, event.target.closest("li"));
    if (found[position]) {
      go(found[position]);
    }
  });
  box.addEventListener("blur", closeList);
  document.addEventListener("keydown", event => {
    const typing = event.target.closest?.("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !typing && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      box.focus();
      box.select();
    }
  });

  // Copying.

  /** Whether it worked; if not, the text is selected. */
  async function copy(code) {
    try {
      await navigator.clipboard.writeText(code.textContent);
      return true;
    } catch {
      getSelection().selectAllChildren(code); // where a page may not write there, the user can with one key
      return document.execCommand("copy");
    }
  }

  document.addEventListener("click", async event => {
    const button = event.target.closest?.(".copy");
    if (button) {
      const copied = await copy(button.parentElement.querySelector("code"));
      button.textContent = copied ? "Copied" : "Press Ctrl+C";
      status.textContent = button.textContent;
      setTimeout(() => {
        button.textContent = "Copy";
      }, copied ? 1500 : 5000);
    }
  });
})();

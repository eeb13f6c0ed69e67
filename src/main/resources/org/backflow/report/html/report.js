"use strict";
(() => {
  const page = document.documentElement;
  const svgNamespace = "http" + ":" + "/" + "/www.w3.org/2000/svg";

  function make(name, properties, ...children) {
    const element = Object.assign(document.createElement(name), properties);
    element.append(...children);
    return element;
  }

  /* Colours: what the system prefers, or what the reader chooses. */
  function offerColours() {
    const button = document.getElementById("colours");
    const schemes = ["automatic", "light", "dark"];
    let chosen = 0;
    button.hidden = false;
    button.addEventListener("click", () => {
      chosen = (chosen + 1) % schemes.length;
      button.textContent = "Colours: " + schemes[chosen];
      if (chosen === 0) {
        delete page.dataset.colours;
      } else {
        page.dataset.colours = schemes[chosen];
      }
    });
  }

  /* Printing shows what is folded; a browser that cannot say so in its style sheet is helped. */
  function unfoldForPrint() {
    let opened = [];
    addEventListener("beforeprint", () => {
      opened = [...document.querySelectorAll("details:not([open])")];
      opened.forEach((details) => { details.open = true; });
    });
    addEventListener("afterprint", () => opened.forEach((details) => { details.open = false; }));
  }

  /* Tables as CSV. A number loses its grouping; a cell of several numbers makes several columns. */
  const numbers = /-?\d[\d,]*(?:\.\d+)?(?:E-?\d+)?/g;

  function quoted(text) {
    return /[",\n]/.test(text) ? '"' + text.replaceAll('"', '""') + '"' : text;
  }

  function csvCell(text) {
    const plain = text.trim().replaceAll("\u2212", "-");
    if (/^-?\d{1,3}(,\d{3})*(\.\d+)?$/.test(plain)) {
      return plain.replaceAll(",", "");
    }
    return plain === "\u2013" ? "" : quoted(plain);
  }

  function csvCells(text, parts) {
    if (parts === undefined) {
      return [csvCell(text)];
    }
    const found = text.replaceAll("\u2212", "-").match(numbers) || [];
    return parts.split(",").map((part, i) => (found[i] || "").replaceAll(",", ""));
  }

  function csv(table) {
    const head = [...table.tHead.rows[0].cells];
    const lines = [
      head.flatMap((cell) => cell.dataset.parts === undefined
        ? [quoted(cell.textContent.trim())]
        : cell.dataset.parts.split(",").map((part) => quoted(cell.textContent.trim() + ", " + part))),
    ];
    for (const row of table.tBodies[0].rows) {
      lines.push([...row.cells].flatMap(
        (cell, i) => csvCells(cell.textContent, head[i] === undefined ? undefined : head[i].dataset.parts)));
    }
    return lines.map((line) => line.join(",") + "\n").join("");
  }

  /* Drawings as they are on the screen: every colour is written into the file. */
  const styled = ["fill", "fill-opacity", "stroke", "stroke-width", "stroke-opacity",
    "stroke-dasharray", "stroke-linejoin", "paint-order", "font-family", "font-size", "font-weight",
    "display"];

  function copyOf(svg) {
    const copy = svg.cloneNode(true);
    const originals = [svg, ...svg.querySelectorAll("*")];
    [copy, ...copy.querySelectorAll("*")].forEach((element, i) => {
      const style = getComputedStyle(originals[i]);
      for (const property of styled) {
        element.style.setProperty(property, style.getPropertyValue(property));
      }
      element.removeAttribute("class");
    });
    copy.querySelectorAll(".cursor").forEach((cursor) => cursor.remove());
    return copy;
  }

  function svgElement(name, attributes, text) {
    const element = document.createElementNS(svgNamespace, name);
    Object.entries(attributes).forEach(([key, value]) => element.setAttribute(key, value));
    if (text !== undefined) {
      element.textContent = text;
    }
    return element;
  }

  /* The heading, the legend and all panels of a figure, one below the other. */
  function drawingOf(figure) {
    const style = getComputedStyle(document.body);
    const width = 520;
    const look = "font-family:" + style.fontFamily.replaceAll('"', "'") + ";fill:" + style.color;
    const all = svgElement("svg", {});
    let y = 8;
    function write(text, size, x) {
      all.append(svgElement("text", {x, y: y + size, "font-size": size, style: look}, text));
    }
    function wrapped(text, size, x) {
      let line = "";
      for (const word of text.split(" ")) {
        if ((line + " " + word).length * size * 0.56 > width - 20 - x) {
          write(line, size, x);
          y += size * 1.35;
          line = word;
        } else {
          line = line === "" ? word : line + " " + word;
        }
      }
      write(line, size, x);
      y += size * 1.35;
    }
    wrapped(figure.querySelector("h3, h4").textContent, 16, 10);
    y += 4;
    for (const entry of figure.querySelectorAll(".legend li")) {
      const swatch = copyOf(entry.querySelector("svg"));
      swatch.setAttribute("x", 10);
      swatch.setAttribute("y", y + 2);
      all.append(swatch);
      wrapped(entry.textContent.trim(), 13, 56);
    }
    const panels = figure.matches(".panel") ? [figure] : figure.querySelectorAll(".panel");
    for (const panel of panels) {
      const heading = panel === figure ? null : panel.querySelector("h4");
      if (heading !== null) {
        y += 8;
        wrapped(heading.textContent, 13, 10);
      }
      const original = panel.querySelector("svg");
      const box = original.viewBox.baseVal;
      const copy = copyOf(original);
      Object.entries({x: 20, y: y + 4, width: box.width, height: box.height})
        .forEach(([key, value]) => copy.setAttribute(key, value));
      all.append(copy);
      y += box.height + 8;
    }
    const height = Math.ceil(y + 10);
    Object.entries({viewBox: "0 0 " + width + " " + height, width, height})
      .forEach(([key, value]) => all.setAttribute(key, value));
    all.prepend(svgElement("rect", {width, height, fill: style.backgroundColor}));
    return {text: new XMLSerializer().serializeToString(all), width, height};
  }

  function save(blob, name) {
    const link = make("a", {href: URL.createObjectURL(blob), download: name});
    document.body.append(link);
    link.click();
    link.remove();
    setTimeout(() => URL.revokeObjectURL(link.href), 10000);
  }

  function savePng(figure, name) {
    const drawing = drawingOf(figure);
    const image = new Image();
    image.addEventListener("load", () => {
      const scale = 2;
      const canvas = make("canvas", {width: drawing.width * scale, height: drawing.height * scale});
      canvas.getContext("2d").drawImage(image, 0, 0, canvas.width, canvas.height);
      canvas.toBlob((blob) => save(blob, name + ".png"));
    });
    image.src = "data:image/svg+xml;charset=utf-8," + encodeURIComponent(drawing.text);
  }

  function offerFiles(figure, name, table) {
    const title = figure.querySelector("h3, h4").textContent;
    const bar = make("div", {className: "files"});
    function offer(kind, action) {
      const button = make("button", {type: "button", textContent: kind});
      button.setAttribute("aria-label", kind + " of: " + title);
      button.addEventListener("click", action);
      bar.append(button);
    }
    if (table !== null) {
      offer("CSV", () => save(new Blob([csv(table)], {type: "text/csv"}), name + ".csv"));
    }
    offer("SVG", () => save(new Blob([drawingOf(figure).text], {type: "image/svg+xml"}), name + ".svg"));
    offer("PNG", () => savePng(figure, name));
    figure.append(bar);
  }

  /* Lines over epochs: the row of the table at the pointer, or the one that arrow keys lead to, is
     read out. A reader of the screen is told the means alone: ranges would be a long speech. */
  function readOut(figure, svg) {
    const table = figure.querySelector("table");
    const heads = [...table.tHead.rows[0].cells].slice(1);
    const from = Number(svg.dataset.rowsFrom);
    const rowWidth = Number(svg.dataset.rowWidth);
    const rows = [...table.tBodies[0].rows]
      .map((row) => ({row, x: from + rowWidth * Number(row.cells[0].textContent.replaceAll(",", ""))}));
    const cursor = svgElement("line", {class: "cursor", y1: svg.dataset.top, y2: svg.dataset.bottom});
    const says = make("div", {className: "readout", hidden: true});
    const spoken = make("div", {className: "spoken"});
    const reader = make("div", {className: "reader", tabIndex: 0});
    const none = -1;
    let shown = none;
    says.setAttribute("aria-hidden", "true");
    spoken.setAttribute("aria-live", "polite");
    /* Else a reader of the screen keeps the arrow keys for itself. */
    reader.setAttribute("role", "application");
    reader.setAttribute("aria-label", svg.querySelector("title").textContent
      + ": left and right arrow keys read an epoch out, Home and End the first and the last, Escape leaves");
    svg.replaceWith(reader);
    reader.append(svg, says, spoken);

    function show(index) {
      const {row, x} = rows[index];
      const box = svg.getBoundingClientRect();
      shown = index;
      cursor.setAttribute("x1", x);
      cursor.setAttribute("x2", x);
      svg.append(cursor);
      says.replaceChildren(make("strong", {textContent: "Epoch " + row.cells[0].textContent}));
      heads.forEach((head, i) => says.append(
        make("div", {textContent: head.textContent + ": " + row.cells[i + 1].textContent})));
      says.hidden = false;
      says.style.left = Math.min(x / svg.viewBox.baseVal.width * box.width + 12,
        Math.max(0, box.width - says.offsetWidth)) + "px";
    }

    function speak() {
      const cells = [...rows[shown].row.cells].map((cell) => cell.textContent.split(" (")[0]);
      spoken.textContent = "Epoch " + cells[0] + ". "
        + heads.map((head, i) => head.textContent + ": " + cells[i + 1]).join("; ");
    }

    function hide() {
      cursor.remove();
      says.hidden = true;
      spoken.textContent = "";
      shown = none;
    }

    svg.addEventListener("pointermove", (event) => {
      const box = svg.getBoundingClientRect();
      const x = (event.clientX - box.left) / box.width * svg.viewBox.baseVal.width;
      show(rows.reduce((best, each, i) => Math.abs(each.x - x) < Math.abs(rows[best].x - x) ? i : best, 0));
    });
    svg.addEventListener("pointerleave", hide);
    reader.addEventListener("blur", hide);
    reader.addEventListener("keydown", (event) => {
      const last = rows.length - 1;
      const wanted = {
        ArrowRight: Math.min(shown + 1, last),
        ArrowLeft: shown === none ? last : Math.max(shown - 1, 0),
        Home: 0,
        End: last,
      }[event.key];
      if (event.ctrlKey || event.altKey || event.metaKey) {
        return;
      }
      if (wanted !== undefined) {
        event.preventDefault();
        show(wanted);
        speak();
      } else if (event.key === "Escape") {
        reader.blur();
      }
    });
  }

  /* The array in motion: texts and states of a frame are written where those of another stood. */
  const boxClasses = {e: "cell empty", w: "cell word", b: "cell busy", z: "cell zero", i: "cell idle"};

  function animate() {
    const scenes = JSON.parse(document.getElementById("motion-frames").textContent).scenes;
    const at = (id) => document.getElementById("motion-" + id);
    const drawings = new Map([...document.querySelectorAll(".scene")]
      .map((panel) => [panel.dataset.scene, panel]));
    let scene = scenes[0];
    let frame = scene.key;
    let timer;

    function show(wanted) {
      frame = Math.min(Math.max(wanted, 0), scene.frames.length - 1);
      const [states, texts, says] = scene.frames[frame];
      const panel = drawings.get(scene.id);
      panel.querySelectorAll(".cell").forEach((cell, i) => cell.setAttribute("class", boxClasses[states[i]]));
      const words = texts.split("|");
      panel.querySelectorAll(".slot").forEach((slot, i) => { slot.textContent = words[i]; });
      panel.querySelectorAll(".beat").forEach(
        (beat, i) => beat.setAttribute("class", i === frame ? "beat now" : "beat"));
      panel.querySelector(".says").textContent = says;
      at("says").textContent = says;
      at("cycle").value = frame;
      at("cycle").setAttribute("aria-valuetext", says);
    }

    function choose(id) {
      stop();
      scene = scenes.find((each) => each.id === id);
      drawings.forEach((panel, key) => { panel.classList.toggle("away", key !== id); });
      at("cycle").max = scene.frames.length - 1;
      show(scene.key);
    }

    function stop() {
      clearInterval(timer);
      timer = undefined;
      at("play").textContent = "Play";
      at("says").setAttribute("aria-live", "polite");
    }

    function play() {
      if (timer !== undefined) {
        stop();
        return;
      }
      if (frame === scene.frames.length - 1) {
        show(0);
      }
      /* A reader of the screen would be drowned in cycles. */
      at("says").setAttribute("aria-live", "off");
      at("play").textContent = "Pause";
      timer = setInterval(() => {
        show(frame + 1);
        if (frame === scene.frames.length - 1) {
          stop();
        }
      }, 1000 / Number(at("speed").value));
    }

    function step(wanted) {
      stop();
      show(wanted);
    }

    at("scene").addEventListener("change", () => choose(at("scene").value));
    at("first").addEventListener("click", () => step(0));
    at("back").addEventListener("click", () => step(frame - 1));
    at("forward").addEventListener("click", () => step(frame + 1));
    at("play").addEventListener("click", play);
    at("cycle").addEventListener("input", () => step(Number(at("cycle").value)));
    at("speed").addEventListener("change", () => {
      if (timer !== undefined) {
        stop();
        play();
      }
    });
    document.querySelector(".controls").hidden = false;
    choose(scene.id);
  }

  offerColours();
  unfoldForPrint();
  for (const figure of document.querySelectorAll("figure[data-name]")) {
    offerFiles(figure, page.dataset.experiment + "-" + figure.dataset.name, figure.querySelector("table"));
    figure.querySelectorAll("svg[data-rows-from]").forEach((svg) => readOut(figure, svg));
  }
  for (const panel of document.querySelectorAll(".scene")) {
    offerFiles(panel, page.dataset.experiment + "-array-" + panel.dataset.scene, null);
  }
  if (document.getElementById("motion-frames") !== null) {
    animate();
  }
})();

#!/usr/bin/env bash
# Takes the pictures of docs again: the top of a report and a comparison in the terminal.
#
# docs/screenshots.sh [REPORT]: REPORT is an index.html, that of reports/reference/seed-20-one-hot when
# left out. Needs chromium, and what ./backflow needs. The comparison takes some seconds.
set -euo pipefail

main() {
  cd "$(dirname "${BASH_SOURCE[0]}")/.."
  work=$(mktemp -d)
  trap 'rm -rf "$work"' EXIT
  photograph "$(realpath "${1:-reports/reference/seed-20-one-hot/index.html}")" docs/report.png 1000,850
  terminal >"$work/terminal.html"
  grep -q 'Whole step' "$work/terminal.html" || {
    echo 'the comparison printed no table' >&2
    return 1
  }
  photograph "$work/terminal.html" docs/terminal.png 800,570
  ls -l docs/*.png
}

# photograph PAGE PICTURE WIDTH,HEIGHT
photograph() {
  chromium --headless --no-sandbox --hide-scrollbars --force-color-profile=srgb \
    "--user-data-dir=$work/profile" "--window-size=$3" "--screenshot=$work/picture.png" \
    "file://$1" 2>"$work/chromium.log" || {
    cat "$work/chromium.log" >&2
    return 1
  }
  mv "$work/picture.png" "$2"
}

# Prints a page that looks as the terminal does after a short comparison; its colours are those that
# the program writes to a terminal.
terminal() {
  cat <<'HTML'
<!DOCTYPE html>
<meta charset="UTF-8">
<title>Terminal</title>
<style>
  body { margin: 0; padding: 1rem 1.2rem; background: #14181d; color: #e8ebef; }
  pre { margin: 0; font: 14px/1.35 "DejaVu Sans Mono", "Liberation Mono", monospace; }
  .c1 { font-weight: bold; }
  .c2 { color: #a7b0bb; }
  .c31 { color: #ff8a80; }
  .c32 { color: #56d38b; }
  .c33 { color: #e3b341; }
  .c34, .c36 { color: #6cb6ff; }
</style>
HTML
  local command='./backflow compare --set runs=3 --set protocol.epochs=2'
  printf '<pre><span class="c32">$</span> %s\n\n' "$command"
  script -qec "$command --output $work/report" /dev/null 2>/dev/null </dev/null | as_html | head -n 28
  echo '</pre>'
}

# Escapes a terminal's text and turns its colours into spans; lines that were drawn over are left out.
as_html() {
  sed -e 's/\r$//' -e 's/.*\r//' -e 's/&/\&amp;/g' -e 's/</\&lt;/g' \
    -e 's/\x1b\[0\{0,1\}m/<\/span>/g' -e 's/\x1b\[\([0-9]*\)\(;[0-9]*\)*m/<span class="c\1">/g' \
    -e 's/\x1b\[[0-9;?]*[A-Za-z]//g' |
    awk '/^mnist-20 / { shown = 1 } shown'
}

main "$@"

# Two files side by side; a line of the tenant that is in both stands in one row.

FNR == NR { left[++lefts] = $0; next }
{ right[++rights] = $0 }

END {
  room = int(width * 0.42)
  split(titles, title, "|")
  row(title[1], title[2])
  row(dashes(length(title[1])), dashes(length(title[2])))
  shown = 0
  for (i = 1; i <= lefts; i++) {
    same = find(left[i], shown + 1)
    while (shown < same - 1) {
      row("", right[++shown])
    }
    row(left[i], same ? right[++shown] : "")
  }
  while (shown < rights) {
    row("", right[++shown])
  }
}

# The place of the same event among the lines on the right, from a place on; 0 when it is not there.
function find(line, from,    i) {
  if (index(line, "[" tenant "] ") == 0) {
    return 0
  }
  sub(/^[0-9:.,]+ /, "", line)
  sub(/\[[^]]*\] /, "", line)
  for (i = from; i <= rights; i++) {
    if (index(right[i], line " {") == 1) {
      return i
    }
  }
  return 0
}

function row(a, b,    first, second) {
  do {
    first = fitting(a, room)
    second = fitting(b, width - room - 3)
    a = remainder(a, first)
    b = remainder(b, second)
    first = sprintf("%-" room "s | %s", first, second)
    sub(/ +$/, "", first)
    print first
  } while (a != "" || b != "")
}

# As many words as fit.
function fitting(text, size,    end) {
  if (length(text) <= size) {
    return text
  }
  for (end = size; end > size / 2; end--) {
    if (substr(text, end, 1) == " ") {
      return substr(text, 1, end - 1)
    }
  }
  return substr(text, 1, size)
}

function remainder(text, taken) {
  text = substr(text, length(taken) + 1)
  sub(/^ +/, "", text)
  return text == "" ? "" : "      " text
}

function dashes(count,    line) {
  while (count-- > 0) {
    line = line "-"
  }
  return line
}

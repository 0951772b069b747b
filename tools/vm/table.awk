# A Markdown table of lines "KERNEL RELEASE CELL RESULT SECONDS DATE VERSION", separated by tabs: a row a kernel, a column
# a cell, with what was not run as "-". -v cells='NAME ...' has the columns.
BEGIN { FS = "\t"; columns = split(cells, names, " ") }
{
  if (!($1 in releases)) order[++rows] = $1
  releases[$1] = $2
  results[$1, $3] = $4
  if ($6 > newest) newest = $6
}
END {
  printf "Run on %s.\n\n| kernel | release |", newest
  for (i = 1; i <= columns; i++) printf " %s |", names[i]
  printf "\n|---|---|"
  for (i = 1; i <= columns; i++) printf "---|"
  print ""
  for (row = 1; row <= rows; row++) {
    printf "| %s | %s |", order[row], releases[order[row]]
    for (i = 1; i <= columns; i++) printf " %s |", ((order[row], names[i]) in results) ? results[order[row], names[i]] : "-"
    print ""
  }
}

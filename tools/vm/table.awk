# A Markdown table of lines "KERNEL RELEASE CELL RESULT SECONDS DATE VERSION", separated by tabs: a row a kernel, a column
# a cell that was run on any, "-" where it was not. -v cells='NAME ...' has the order of columns.
BEGIN { FS = "\t"; all = split(cells, ordered, " ") }
{
  if (!($1 in releases)) order[++rows] = $1
  releases[$1] = $2
  results[$1, $3] = $4
  seen[$3] = 1
  if ($6 > newest) newest = $6
}
END {
  for (i = 1; i <= all; i++) if (ordered[i] in seen) names[++columns] = ordered[i]
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

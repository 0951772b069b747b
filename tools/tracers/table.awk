# A Markdown table of lines "RELEASE CELL RESULT DATE VERSION", separated by tabs, with the kernel that they were run on.
BEGIN {
  FS = "\t"
  "uname -r" | getline kernel
  print "| tracer | from Debian | result |\n|---|---|---|"
}
{
  sub(/ *\(Debian.*\)/, "", $5)
  sub(/version |version$/, "", $5)
  sub(/^dtrace: D/, "DTrace", $5)
  printf "| %s | %s | %s |\n", $5, $1, $3
  if ($4 > newest) newest = $4
}
END { printf "\nRun on %s, Linux %s.\n", newest, kernel }

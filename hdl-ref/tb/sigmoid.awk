# Prints the sigmoid table as $readmemh reads it, one word a line.
#   awk -v words=2048 -v domain=8 -v fraction=14 -f sigmoid.awk
# Near a tie the nearest word may differ from the one Java computes with StrictMath: for stand-alone
# checks only; comparisons with Java use the table that Java writes.
BEGIN {
  for (i = 0; i < words; i++) {
    printf "%x\n", int(2 ^ fraction / (1 + exp(-i * domain / words)) + 0.5)
  }
}

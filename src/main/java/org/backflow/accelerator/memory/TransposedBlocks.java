package org.backflow.accelerator.memory;

/** ElementBlocks whose rows are the columns of others. */
record TransposedBlocks(ElementBlocks blocks) implements ElementBlocks {

  @Override
  public long words(int firstRow, int endRow, int firstColumn, int endColumn) {
    return blocks.words(firstColumn, endColumn, firstRow, endRow);
  }

  @Override
  public long mark(int firstRow, int endRow, int firstColumn, int endColumn, WordSet seen) {
    return blocks.mark(firstColumn, endColumn, firstRow, endRow, seen);
  }

  @Override
  public ElementBlocks transposed() {
    return blocks;
  }
}

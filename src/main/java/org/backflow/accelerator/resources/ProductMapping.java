package org.backflow.accelerator.resources;

/** What synthesis makes of a product and of the sum that it is added to. */
public enum ProductMapping {
  /** Look-up tables: the product is too narrow to be worth a multiplier block. */
  LOGIC("products in logic"),
  /** One multiplier block, which adds too if it can. */
  BLOCK("one multiplier block a product"),
  /** One multiplier block, and look-up tables that add, since the sum is wider than the block's. */
  BLOCK_AND_ADDER("one multiplier block a product, sums in logic"),
  /** Several blocks and what adds their products, since an operand is wider than the block's. */
  BLOCKS("several multiplier blocks a product");

  private final String title;

  ProductMapping(String title) {
    this.title = title;
  }

  /** Returns the words for readers. */
  public String title() {
    return title;
  }
}

// Processing element of the output-stationary array: keeps one sum of products.
//
// Computes  sum <- (first ? 0 : sum) + a b  for every valid pair; a goes right, b goes down, both
//           one register per hop. The token (valid, first, last, signs) travels with a. With signs,
//           b is a sign: sum <- (first ? 0 : sum) + (b < 0 ? -a : a), and the multiplier rests.
// Ranges:  the sum of K products needs AWidth + BWidth - 1 + ceil(log2 K) + 1 bits or fewer; the
//          caller proves that AccWidth holds it.
// Timing:  one product a cycle. shift_i moves the column up by one row: result_o <- result_below_i.
//
// OverlapDrain = 0  the sum itself is shifted out; no operand may arrive meanwhile
// OverlapDrain = 1  the last product copies the sum into a second register, which is shifted out
//                   while the next fold accumulates; a copy wins over a shift in the same cycle
// Signs = 0         signs_i is ignored: every pair is multiplied

`default_nettype none

module pe_output_stationary #(
  parameter int AWidth = 16,
  parameter int BWidth = 16,
  parameter int AccWidth = 48,
  parameter int OverlapDrain = 0,
  parameter int Signs = 0
) (
  input  logic                       clk_i,
  input  logic                       rst_ni,
  input  logic                       valid_i,
  input  logic                       first_i,
  input  logic                       last_i,
  input  logic                       signs_i,
  input  logic signed [AWidth-1:0]   a_i,
  input  logic signed [BWidth-1:0]   b_i,
  output logic                       valid_o,
  output logic                       first_o,
  output logic                       last_o,
  output logic                       signs_o,
  output logic signed [AWidth-1:0]   a_o,
  output logic signed [BWidth-1:0]   b_o,
  input  logic                       shift_i,
  input  logic signed [AccWidth-1:0] result_below_i,
  output logic signed [AccWidth-1:0] result_o
);

  localparam int ProductWidth = AWidth + BWidth;

  logic signed [ProductWidth-1:0] term;
  logic signed [AccWidth-1:0] sum_q, sum_d;

  if (Signs != 0) begin : g_signs
    // The multiplier sees a zero while signs pass, so that nothing in it moves.
    logic signed [AWidth-1:0] factor;
    logic signed [ProductWidth-1:0] product, added;
    assign factor = signs_i ? {AWidth{1'b0}} : a_i;
    assign product = ProductWidth'(factor) * ProductWidth'(b_i);
    assign added = ProductWidth'(a_i);
    assign term = !signs_i ? product : (b_i[BWidth-1] ? -added : added);
    always_ff @(posedge clk_i or negedge rst_ni) begin
      if (!rst_ni) begin
        signs_o <= 1'b0;
      end else begin
        signs_o <= signs_i;
      end
    end
  end else begin : g_products
    assign term = ProductWidth'(a_i) * ProductWidth'(b_i);
    assign signs_o = 1'b0;
    logic unused_signs;
    assign unused_signs = signs_i;
  end
  assign sum_d = (first_i ? {AccWidth{1'b0}} : sum_q) + AccWidth'(term);

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      valid_o <= 1'b0;
      first_o <= 1'b0;
      last_o <= 1'b0;
    end else begin
      valid_o <= valid_i;
      first_o <= first_i;
      last_o <= last_i;
    end
  end

  always_ff @(posedge clk_i) begin
    a_o <= a_i;
    b_o <= b_i;
  end

  if (OverlapDrain != 0) begin : g_overlap
    always_ff @(posedge clk_i) begin
      if (valid_i) begin
        sum_q <= sum_d;
      end
      if (valid_i && last_i) begin
        result_o <= sum_d;
      end else if (shift_i) begin
        result_o <= result_below_i;
      end
    end
  end else begin : g_sequential
    always_ff @(posedge clk_i) begin
      if (valid_i) begin
        sum_q <= sum_d;
      end else if (shift_i) begin
        sum_q <= result_below_i;
      end
    end
    logic unused_last;
    assign unused_last = last_i;
    assign result_o = sum_q;
  end

endmodule

`default_nettype wire

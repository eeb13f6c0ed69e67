// The update never wraps: a weight moves in the direction of its correction, or not at all.
//
//   direction_o  a positive sum never raises the weight, a negative one never lowers it, zero keeps it
//                and draws nothing (a weight that wrapped would jump against its correction)
//
// The sum is one product a g, with a real multiplier, as with a minibatch of one.
// Mutant  0 none; 1 the result wraps; 2 the accumulator lacks a bit

`default_nettype none

module update_spec #(
  parameter int Width = 6,
  parameter int Fraction = 4,
  parameter int Rounding = 2,
  parameter int Mutant = 0
) (
  input  logic signed [Width-1:0] a_i,
  input  logic signed [Width-1:0] g_i,
  input  logic signed [Width-1:0] weight_i,
  input  logic [31:0]             random_i,
  output logic                    direction_o
);

  localparam int ProductFraction = 2 * Fraction;
  localparam int Needed = Width + Fraction + 1;
  localparam int NeededProduct = 2 * Width + 1;
  localparam int Enough = (Needed > NeededProduct) ? Needed : NeededProduct;
  localparam int AccWidth = (Mutant == 2) ? 2 * Width - 2 : Enough;

  logic signed [2*Width-1:0] product;
  logic signed [AccWidth-1:0] sum;
  logic signed [Width-1:0] weight;
  logic inexact, saturated;
  assign product = (2 * Width)'(a_i) * (2 * Width)'(g_i);
  assign sum = AccWidth'(product);

  update_element #(
    .AccWidth(AccWidth), .ProductFraction(ProductFraction), .WeightWidth(Width),
    .WeightFraction(Fraction), .Rounding(Rounding),
    .Overflow((Mutant == 1) ? fixed_point_pkg::WRAP : fixed_point_pkg::SAT)
  ) u_update (
    .weight_i, .sum_i(sum), .random_i, .weight_o(weight), .inexact_o(inexact),
    .saturated_o(saturated)
  );

  logic positive, negative;
  assign negative = product[2*Width-1];
  assign positive = !negative && product != '0;
  assign direction_o = (!positive || weight <= weight_i) && (!negative || weight >= weight_i)
      && (positive || negative || (weight == weight_i && !inexact && !saturated));

endmodule

`default_nettype wire

// The update of one weight: the summed products meet the weight at their common binary point.
//
// Computes  weight_o = limit(round((w << WeightShift) - (sum << ProductShift))): the finer of the two
//           binary points is kept, so nothing is lost before the one conversion.
// Ranges:  (w << WeightShift) - (sum << ProductShift) fits AccWidth, proven by the caller. Under SAT
//          and SAT_SYM weight_o never wraps.
// Timing:  combinational.

`default_nettype none

module update_element #(
  parameter int AccWidth = 48,
  parameter int ProductFraction = 32,
  parameter int WeightWidth = 16,
  parameter int WeightFraction = 12,
  parameter int Rounding = fixed_point_pkg::RND,
  parameter int Overflow = fixed_point_pkg::SAT
) (
  input  logic signed [WeightWidth-1:0] weight_i,
  input  logic signed [AccWidth-1:0]    sum_i,
  input  logic [31:0]                   random_i,
  output logic [WeightWidth-1:0]        weight_o,
  output logic                          inexact_o,
  output logic                          saturated_o
);

  localparam int Common = (ProductFraction > WeightFraction) ? ProductFraction : WeightFraction;
  localparam int ProductShift = Common - ProductFraction;
  localparam int WeightShift = Common - WeightFraction;

  logic signed [AccWidth-1:0] aligned_weight, aligned_sum, difference;
  assign aligned_weight = AccWidth'(weight_i) <<< WeightShift;
  assign aligned_sum = sum_i <<< ProductShift;
  assign difference = aligned_weight - aligned_sum;

  conversion #(
    .SourceWidth(AccWidth), .SourceFraction(Common),
    .TargetWidth(WeightWidth), .TargetFraction(WeightFraction), .TargetSigned(1),
    .Rounding(Rounding), .Overflow(Overflow)
  ) u_conversion (
    .accumulator_i(difference), .random_i, .word_o(weight_o), .inexact_o, .saturated_o
  );

endmodule

`default_nettype wire

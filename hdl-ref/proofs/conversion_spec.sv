// The conversion unit against a specification by cases, for Yosys's SAT solver.
//
// The specification looks at the quotient and at where the remainder lies relative to a half; it
// never adds a rounding constant. Properties, each an output that must always be 1:
//   equal_o    word, inexact and saturated are those of the specification
//   in_range_o under SAT and SAT_SYM the word lies in the range of its mode
//
// Mutant  0 none; 1 the half is added to negative numbers too (RND_ZERO becomes RND), 2 the symmetric
//         limit is dropped, 3 the random bits are not masked, 4 an exact conversion draws

`default_nettype none

module conversion_spec #(
  parameter int SourceWidth = 12,
  parameter int SourceFraction = 6,
  parameter int TargetWidth = 6,
  parameter int TargetFraction = 2,
  parameter int TargetSigned = 1,
  parameter int Rounding = 1,
  parameter int Overflow = 0,
  parameter int Mutant = 0
) (
  input  logic signed [SourceWidth-1:0] accumulator_i,
  input  logic        [31:0]            random_i,
  output logic                          equal_o,
  output logic                          in_range_o
);

  localparam int Shift = SourceFraction - TargetFraction;
  localparam int Width = SourceWidth + 3;

  logic [TargetWidth-1:0] word;
  logic inexact, saturated;
  conversion #(
    .SourceWidth(SourceWidth), .SourceFraction(SourceFraction), .TargetWidth(TargetWidth),
    .TargetFraction(TargetFraction), .TargetSigned(TargetSigned),
    .Rounding((Mutant == 1) ? fixed_point_pkg::RND : Rounding),
    .Overflow((Mutant == 2) ? fixed_point_pkg::SAT : Overflow)
  ) u_conversion (
    .accumulator_i, .random_i((Mutant == 3) ? random_i >> 1 : random_i), .word_o(word),
    .inexact_o(inexact), .saturated_o(saturated)
  );

  logic signed [Width-1:0] quotient, rounded;
  logic [Shift-1:0] remainder;
  logic [Shift:0] with_random;
  logic above_half, half, up;
  assign quotient = Width'(accumulator_i) >>> Shift;
  assign remainder = accumulator_i[Shift-1:0];
  assign half = remainder == (Shift'(1) << (Shift - 1));
  assign above_half = remainder > (Shift'(1) << (Shift - 1));
  assign with_random = {1'b0, remainder} + {1'b0, random_i[Shift-1:0]};
  assign up =
      (Rounding == fixed_point_pkg::TRN) ? 1'b0 :
      (Rounding == fixed_point_pkg::RND) ? (above_half || half) :
      (Rounding == fixed_point_pkg::RND_CONV) ? (above_half || (half && quotient[0])) :
      (Rounding == fixed_point_pkg::RND_ZERO) ? (above_half || (half && quotient[Width-1])) :
      (remainder != '0 && with_random[Shift]);
  assign rounded = quotient + {{(Width - 1) {1'b0}}, up};

  localparam logic signed [Width-1:0] Top =
      (TargetSigned != 0) ? (1 << (TargetWidth - 1)) - 1 : (1 << TargetWidth) - 1;
  localparam logic signed [Width-1:0] Bottom = (TargetSigned == 0) ? 0 :
      (Overflow == fixed_point_pkg::SAT_SYM) ? -Top : -Top - 1;
  localparam logic signed [Width-1:0] WrapBottom = (TargetSigned == 0) ? 0 : -Top - 1;

  logic high, low;
  logic [TargetWidth-1:0] expected;
  assign high = rounded > Top;
  assign low = rounded < ((Overflow == fixed_point_pkg::WRAP) ? WrapBottom : Bottom);
  assign expected = (Overflow == fixed_point_pkg::WRAP) ? rounded[TargetWidth-1:0] :
      high ? Top[TargetWidth-1:0] : low ? Bottom[TargetWidth-1:0] : rounded[TargetWidth-1:0];

  assign equal_o = word == expected && saturated == (high || low)
      && inexact == (remainder != '0 || Mutant == 4);

  logic signed [Width-1:0] code;
  assign code = {{(Width - TargetWidth) {(TargetSigned != 0) && word[TargetWidth-1]}}, word};
  assign in_range_o = code >= Bottom && code <= Top;

endmodule

`default_nettype wire

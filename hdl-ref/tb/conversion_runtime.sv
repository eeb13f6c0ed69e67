// The conversion unit with shift, rounding and overflow chosen at run time, for testbenches only.
//
// Computes  word_o = limit(round(accumulator_i / 2^shift_i)) to a signed word of WordWidth bits.
//           There is one conversion unit per rounding and overflow, all with the same Shift of 32;
//           the accumulator and the random bits are moved up by 32 - shift_i first, which is exact.
// Ranges:  shift_i from -16 (to the left) to 32.
// Timing:  combinational.

`default_nettype none

module conversion_runtime #(
  parameter int SourceWidth = 48,
  parameter int WordWidth = 16
) (
  input  logic signed [SourceWidth-1:0] accumulator_i,
  input  logic        [31:0]            random_i,
  input  logic signed [7:0]             shift_i,
  input  logic        [2:0]             rounding_i,
  input  logic        [1:0]             overflow_i,
  output logic        [WordWidth-1:0]   word_o,
  output logic                          inexact_o,
  output logic                          saturated_o
);

  localparam int MaxShift = 32;
  localparam int Width = SourceWidth + MaxShift + 16;

  logic signed [Width-1:0] aligned;
  logic [31:0] random;
  logic [7:0] up;
  assign up = 8'sd32 - shift_i;
  assign aligned = Width'(accumulator_i) <<< up;
  assign random = random_i << up;

  for (genvar q = 0; q < 5; q++) begin : g_q
    for (genvar o = 0; o < 3; o++) begin : g_o
      logic [WordWidth-1:0] word;
      logic inexact, saturated;
      conversion #(
        .SourceWidth(Width), .SourceFraction(MaxShift),
        .TargetWidth(WordWidth), .TargetFraction(0), .TargetSigned(1),
        .Rounding(q), .Overflow(o)
      ) u_conversion (
        .accumulator_i(aligned), .random_i(random),
        .word_o(word), .inexact_o(inexact), .saturated_o(saturated)
      );
    end
  end

  logic [15*(WordWidth+2)-1:0] all;
  for (genvar q = 0; q < 5; q++) begin : g_collect
    for (genvar o = 0; o < 3; o++) begin : g_mode
      assign all[(3*q+o)*(WordWidth+2)+:WordWidth+2] =
          {g_q[q].g_o[o].saturated, g_q[q].g_o[o].inexact, g_q[q].g_o[o].word};
    end
  end
  logic [3:0] mode;
  assign mode = 4'd3 * {1'b0, rounding_i} + {2'd0, overflow_i};
  assign {saturated_o, inexact_o, word_o} = all[32'(mode)*(WordWidth+2)+:WordWidth+2];

endmodule

`default_nettype wire

// The one way from an exact accumulator to a stored word: shift, round, limit.
//
// Computes  word_o = limit(round(accumulator_i / 2^Shift)),  Shift = SourceFraction - TargetFraction.
// A positive Shift drops bits; a negative one shifts left and is always exact. A conversion whose
// dropped bits are all zero is exact under every rounding and draws no random bits.
//
// Ranges:  accumulator_i is any SourceWidth-bit number; nothing overflows inside, because the sum is
//          two bits wider than the widest of source, shifted source, shift and target. word_o is a
//          TargetWidth-bit code, two's complement if TargetSigned. STOCHASTIC: Shift <= 32.
// Timing:  combinational.
//
// inexact_o    the dropped bits are not all zero; a STOCHASTIC unit steps its register then
// saturated_o  the rounded code was outside the range of the target (also under WRAP)

`default_nettype none

module conversion #(
  parameter int SourceWidth = 48,
  parameter int SourceFraction = 28,
  parameter int TargetWidth = 16,
  parameter int TargetFraction = 12,
  parameter int TargetSigned = 1,
  parameter int Rounding = fixed_point_pkg::RND,
  parameter int Overflow = fixed_point_pkg::SAT
) (
  input  logic signed [SourceWidth-1:0] accumulator_i,
  input  logic        [31:0]            random_i,
  output logic        [TargetWidth-1:0] word_o,
  output logic                          inexact_o,
  output logic                          saturated_o
);

  localparam int Shift = SourceFraction - TargetFraction;
  localparam int Right = (Shift > 0) ? Shift : 0;
  localparam int Left = (Shift < 0) ? -Shift : 0;
  localparam int Shifted = SourceWidth + Left;
  localparam int Largest0 = (Shifted > Right) ? Shifted : Right;
  localparam int Largest = (Largest0 > TargetWidth) ? Largest0 : TargetWidth;
  localparam int Width = Largest + 2;

  localparam logic signed [Width-1:0] One = 1;
  localparam logic signed [Width-1:0] MaxCode =
      (One <<< ((TargetSigned != 0) ? TargetWidth - 1 : TargetWidth)) - One;
  localparam logic signed [Width-1:0] MinCode =
      (TargetSigned == 0) ? (One - One) :
      (Overflow == fixed_point_pkg::SAT_SYM) ? -MaxCode : -MaxCode - One;
  localparam logic signed [Width-1:0] WrapMinCode =
      (TargetSigned == 0) ? (One - One) : -MaxCode - One;

  logic signed [Width-1:0] extended, rounded;
  assign extended = Width'(accumulator_i) <<< Left;

  if (Right == 0) begin : g_exact
    logic unused_random;
    assign unused_random = ^random_i;
    assign rounded = extended;
    assign inexact_o = 1'b0;
  end else begin : g_shift
    localparam logic signed [Width-1:0] Half = One <<< (Right - 1);
    logic signed [Width-1:0] addend, sum;
    if (Rounding == fixed_point_pkg::TRN) begin : g_trn
      assign addend = '0;
    end else if (Rounding == fixed_point_pkg::RND) begin : g_rnd
      assign addend = Half;
    end else if (Rounding == fixed_point_pkg::RND_CONV) begin : g_rnd_conv
      // Just below a half is added to even quotients and a half to odd ones.
      assign addend = Half - One + {{(Width - 1) {1'b0}}, extended[Right]};
    end else if (Rounding == fixed_point_pkg::RND_ZERO) begin : g_rnd_zero
      assign addend = Half - {{(Width - 1) {1'b0}}, ~extended[Width-1]};
    end else begin : g_stochastic
      assign addend = {{(Width - Right) {1'b0}}, random_i[Right-1:0]};
    end
    if (Rounding != fixed_point_pkg::STOCHASTIC || Right < 32) begin : g_unused
      logic unused_random;
      assign unused_random = ^random_i;
    end
    assign inexact_o = |extended[Right-1:0];
    // Every addend is below 2^Right, so an exact conversion is unchanged with or without it.
    assign sum = extended + addend;
    assign rounded = sum >>> Right;
  end

  logic above, below;
  assign above = rounded > MaxCode;
  if (Overflow == fixed_point_pkg::WRAP) begin : g_wrap
    assign below = rounded < WrapMinCode;
    assign word_o = rounded[TargetWidth-1:0];
  end else begin : g_limit
    assign below = rounded < MinCode;
    assign word_o = above ? MaxCode[TargetWidth-1:0] :
                    below ? MinCode[TargetWidth-1:0] : rounded[TargetWidth-1:0];
  end
  assign saturated_o = above | below;

endmodule

`default_nettype wire

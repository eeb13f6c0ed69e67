// Feedback unit: a one-dimensional systolic column, one lane per hidden unit.
//
// Computes  word[h] = limit(round(sum over k of d[k] F[k][h])) for the kinds of feedback_lane;
//           ONE_HOT passes d[selection of h] on as it is.
// Ranges:  Hidden, Outputs >= 1. DeltaWidth words with DeltaFraction fraction bits in and out.
// Timing:  the errors of a sample are taken one a cycle while valid_i and ready_o; idle cycles may
//          lie between. With the last of them taken in cycle L, the word of lane h is on word_o in
//          cycle L + Hidden + 1 + h. Without idle cycles that is Outputs + 2 Hidden cycles from the
//          first error to the last word inclusive; ready_o is low during the drain.
//
// random_i   the bits for a STOCHASTIC conversion of the current word; inexact_o: it was inexact

`default_nettype none

module feedback_column #(
  parameter int Kind = 0,
  parameter int Hidden = 20,
  parameter int Outputs = 10,
  parameter int DeltaWidth = 16,
  parameter int DeltaFraction = 14,
  parameter int FeedbackWidth = 16,
  parameter int FeedbackFraction = 12,
  parameter int Rounding = fixed_point_pkg::RND,
  parameter int Overflow = fixed_point_pkg::SAT,
  parameter int Taps = 2,
  parameter int IndexWidth = (Outputs > 1) ? $clog2(Outputs) : 1,
  parameter int LaneWidth = (Hidden > 1) ? $clog2(Hidden) : 1
) (
  input  logic                                clk_i,
  input  logic                                rst_ni,
  input  logic                                load_i,
  input  logic [LaneWidth-1:0]                load_lane_i,
  input  logic [IndexWidth-1:0]               load_index_i,
  input  logic [IndexWidth+FeedbackWidth-1:0] load_word_i,
  input  logic                                valid_i,
  input  logic signed [DeltaWidth-1:0]        error_i,
  output logic                                ready_o,
  input  logic [31:0]                         random_i,
  output logic                                valid_o,
  output logic [DeltaWidth-1:0]               word_o,
  output logic                                inexact_o,
  output logic                                saturated_o
);

  localparam int SIGN = 2, ONE_HOT = 3;
  localparam int SumWidth = (Kind == ONE_HOT) ? DeltaWidth :
      (Kind == SIGN) ? DeltaWidth + IndexWidth : DeltaWidth + FeedbackWidth + IndexWidth;
  localparam int CountWidth = $clog2(2 * Hidden + 1) + 1;

  logic [IndexWidth-1:0] k_q;
  logic [CountWidth-1:0] remaining_q;
  logic take, drain, last;

  assign ready_o = remaining_q == '0;
  assign take = valid_i && ready_o;
  assign last = k_q == IndexWidth'(Outputs - 1);
  assign drain = remaining_q != '0 && remaining_q <= CountWidth'(Hidden);
  assign valid_o = drain;

  always_ff @(posedge clk_i or negedge rst_ni) begin
    if (!rst_ni) begin
      k_q <= '0;
      remaining_q <= '0;
    end else if (take) begin
      k_q <= last ? '0 : k_q + 1'b1;
      remaining_q <= last ? CountWidth'(2 * Hidden) : '0;
    end else if (remaining_q != '0) begin
      remaining_q <= remaining_q - 1'b1;
    end
  end

  for (genvar h = 0; h < Hidden; h++) begin : g_lane
    logic valid_in, first_in, valid_out, first_out;
    logic [IndexWidth-1:0] k_in, k_out;
    logic signed [DeltaWidth-1:0] error_in, error_out;
    logic signed [SumWidth-1:0] sum_above, sum;
    if (h == 0) begin : g_entry
      assign valid_in = take;
      assign first_in = k_q == '0;
      assign k_in = k_q;
      assign error_in = error_i;
    end else begin : g_inner
      assign valid_in = g_lane[h-1].valid_out;
      assign first_in = g_lane[h-1].first_out;
      assign k_in = g_lane[h-1].k_out;
      assign error_in = g_lane[h-1].error_out;
    end
    if (h == Hidden - 1) begin : g_end
      assign sum_above = '0;
      logic unused_end;
      assign unused_end = ^{valid_out, first_out, k_out, error_out};
    end else begin : g_chain
      assign sum_above = g_lane[h+1].sum;
    end
    feedback_lane #(
      .Kind(Kind), .Lane(h), .Outputs(Outputs), .DeltaWidth(DeltaWidth),
      .FeedbackWidth(FeedbackWidth), .SumWidth(SumWidth), .Taps(Taps), .IndexWidth(IndexWidth)
    ) u_lane (
      .clk_i, .rst_ni, .load_i(load_i && load_lane_i == LaneWidth'(h)), .load_index_i, .load_word_i,
      .valid_i(valid_in), .first_i(first_in), .k_i(k_in), .error_i(error_in),
      .valid_o(valid_out), .first_o(first_out), .k_o(k_out), .error_o(error_out),
      .shift_i(drain), .sum_above_i(sum_above), .sum_o(sum)
    );
  end

  if (Kind == ONE_HOT) begin : g_pass
    assign word_o = g_lane[0].sum;
    assign inexact_o = 1'b0;
    assign saturated_o = 1'b0;
    logic unused_random;
    assign unused_random = ^random_i;
  end else begin : g_convert
    conversion #(
      .SourceWidth(SumWidth),
      .SourceFraction((Kind == SIGN) ? DeltaFraction : DeltaFraction + FeedbackFraction),
      .TargetWidth(DeltaWidth), .TargetFraction(DeltaFraction), .TargetSigned(1),
      .Rounding(Rounding), .Overflow(Overflow)
    ) u_conversion (
      .accumulator_i(g_lane[0].sum), .random_i, .word_o, .inexact_o, .saturated_o
    );
  end

endmodule

`default_nettype wire

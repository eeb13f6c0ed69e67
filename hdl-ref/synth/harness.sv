// Puts a feedback column behind registers and four pins, so that a small package can hold it and
// place and route measures the clock of the column, not of its pins. For synthesis only.

`default_nettype none

module harness #(
  parameter int Kind = 3,
  parameter int Hidden = 20,
  parameter int Outputs = 10,
  parameter int DeltaWidth = 8,
  parameter int DeltaFraction = 6,
  parameter int FeedbackWidth = 8,
  parameter int FeedbackFraction = 6
) (
  input  logic clk_i,
  input  logic rst_ni,
  input  logic serial_i,
  output logic serial_o
);

  localparam int IndexWidth = $clog2(Outputs);
  localparam int LaneWidth = $clog2(Hidden);
  localparam int InWidth = 2 + LaneWidth + 2 * IndexWidth + FeedbackWidth + DeltaWidth + 32;
  localparam int OutWidth = DeltaWidth + 4;

  logic [InWidth-1:0] in_q;
  logic [OutWidth-1:0] out, out_q;
  logic parity_q;

  always_ff @(posedge clk_i) begin
    in_q <= {in_q[InWidth-2:0], serial_i};
    out_q <= out;
    parity_q <= ^out_q;
    serial_o <= parity_q;
  end

  feedback_column #(
    .Kind(Kind), .Hidden(Hidden), .Outputs(Outputs), .DeltaWidth(DeltaWidth),
    .DeltaFraction(DeltaFraction), .FeedbackWidth(FeedbackWidth),
    .FeedbackFraction(FeedbackFraction)
  ) u_column (
    .clk_i, .rst_ni,
    .load_i(in_q[0]),
    .valid_i(in_q[1]),
    .load_lane_i(in_q[2+:LaneWidth]),
    .load_index_i(in_q[2+LaneWidth+:IndexWidth]),
    .load_word_i(in_q[2+LaneWidth+IndexWidth+:IndexWidth+FeedbackWidth]),
    .error_i(in_q[2+LaneWidth+2*IndexWidth+FeedbackWidth+:DeltaWidth]),
    .random_i(in_q[InWidth-1-:32]),
    .ready_o(out[DeltaWidth]), .valid_o(out[DeltaWidth+1]), .word_o(out[DeltaWidth-1:0]),
    .inexact_o(out[DeltaWidth+2]), .saturated_o(out[DeltaWidth+3])
  );

endmodule

`default_nettype wire

// The one-hot router against the dense product with the one-hot matrix, one lane.
//
// Computes  dense = limit(round(sum over o of d[o] F[o])), F[o] = 1 (code 2^FeedbackFraction) where
//           o = selection, else 0, with real multipliers and the conversion unit.
//   equal_o  router and dense agree, selections below Outputs, for every error vector, every random word, and draw nothing
//
// Mutant  0 none; 1 the selection is off by one; 2 F holds 1 minus its last place

`default_nettype none

module router_spec #(
  parameter int Outputs = 4,
  parameter int Width = 8,
  parameter int FeedbackWidth = 6,
  parameter int FeedbackFraction = 4,
  parameter int Rounding = 1,
  parameter int Mutant = 0,
  parameter int IndexWidth = (Outputs > 1) ? $clog2(Outputs) : 1
) (
  input  logic [Outputs*Width-1:0] errors_i,
  input  logic [IndexWidth-1:0]    selection_i,
  input  logic [31:0]              random_i,
  output logic                     equal_o
);

  localparam int SumWidth = Width + FeedbackWidth + IndexWidth;
  localparam logic signed [FeedbackWidth-1:0] One =
      (FeedbackWidth'(1) << FeedbackFraction) - ((Mutant == 2) ? 1 : 0);

  logic [IndexWidth-1:0] routed_selection;
  logic [Width-1:0] routed, dense;
  assign routed_selection = selection_i + ((Mutant == 1) ? 1'b1 : 1'b0);
  feedback_router #(.Lanes(1), .Outputs(Outputs), .Width(Width)) u_router (
    .errors_i, .selections_i(routed_selection), .words_o(routed)
  );

  for (genvar o = 0; o < Outputs; o++) begin : g_o
    logic signed [Width-1:0] error;
    logic signed [FeedbackWidth-1:0] feedback;
    logic signed [SumWidth-1:0] sum;
    assign error = errors_i[o*Width+:Width];
    assign feedback = (selection_i == IndexWidth'(o)) ? One : {FeedbackWidth{1'b0}};
    if (o == 0) begin : g_first
      assign sum = SumWidth'(error) * SumWidth'(feedback);
    end else begin : g_next
      assign sum = g_o[o-1].sum + SumWidth'(error) * SumWidth'(feedback);
    end
  end

  logic inexact, saturated;
  conversion #(
    .SourceWidth(SumWidth), .SourceFraction(Width - 2 + FeedbackFraction), .TargetWidth(Width),
    .TargetFraction(Width - 2), .TargetSigned(1), .Rounding(Rounding), .Overflow(0)
  ) u_conversion (
    .accumulator_i(g_o[Outputs-1].sum), .random_i, .word_o(dense), .inexact_o(inexact),
    .saturated_o(saturated)
  );

  logic known;
  assign known = 32'(selection_i) < Outputs;
  assign equal_o = !known || (routed == dense && !inexact && !saturated);

endmodule

`default_nettype wire

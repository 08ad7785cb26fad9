/* The table of views, in the order of enum view_id. */
#include "tui/view_table.h"

#include "tui/view_private.h"

const struct view *const view_table[VIEW_COUNT] = {
	[VIEW_OVERVIEW] = &view_overview, [VIEW_DATASETS] = &view_datasets,
	[VIEW_SCORES] = &view_scores,	  [VIEW_PREVIEW] = &view_preview,
	[VIEW_CLAIMS] = &view_claims,	  [VIEW_NODES] = &view_nodes,
	[VIEW_VAULT] = &view_vault,	  [VIEW_LOG] = &view_log,
	[VIEW_MODELS] = &view_models,	  [VIEW_WELCOME] = &view_welcome,
};

import type { z } from 'zod';
import { can } from '../../domain/people/can.ts';
import { DeliverAgain, Delivery, type DeliveriesReply, type WebhooksReply } from '../../domain/wire/http.ts';
import { HttpError, readJson, sendJson } from './answer.ts';
import { enter, enterCampaign, route, w, type Named, type Request, type Route, type RoutesFrom } from './route.ts';

/** Where webhooks go, and what became of what they were sent. */
export const webhookRoutes: Route[] = [
  route('GET', `${w}/webhooks`, webhooks),
  route('GET', `${w}/webhooks/deliveries`, deliveries),
  route('POST', `${w}/webhooks/deliveries/again`, again),
];

/** The newest, as many as a person looks through. */
const SHOWN = 200;

const enterAdmin = (from: RoutesFrom, asked: Request, named: Named): ReturnType<typeof enter> => {
  const entered = enter(from, asked, named);
  if (!can(entered.member, 'set webhooks', entered.workspace.state().policy))
    throw new HttpError(403, 'not allowed', 'Only an admin can do this. Ask one of yours.');
  return entered;
};

function webhooks(from: RoutesFrom, asked: Request, named: Named): void {
  const { workspace } = enterAdmin(from, asked, named);
  const reply: z.infer<typeof WebhooksReply> = {
    webhooks: workspace.store.webhooks.all().map(({ webhook, url }) => ({ webhook, url })),
  };
  sendJson(asked.response, 200, reply);
}

function deliveries(from: RoutesFrom, asked: Request, named: Named): void {
  const campaign = asked.query.get('campaign');
  const { workspace, member } =
    campaign === null ? enter(from, asked, named) : enterCampaign(from, asked, { ...named, campaign });
  if (member.guest) throw new HttpError(403, 'not allowed', 'A guest does not see where the workspace sends word.');
  const reply: z.infer<typeof DeliveriesReply> = {
    deliveries: workspace.store.webhooks.deliveries(campaign, SHOWN).map((delivery) => Delivery.parse(delivery)),
  };
  sendJson(asked.response, 200, reply);
}

async function again(from: RoutesFrom, asked: Request, named: Named): Promise<void> {
  const { delivery } = await readJson(asked.request, DeliverAgain);
  const { workspace } = enterAdmin(from, asked, named);
  if (!workspace.deliverAgain(delivery))
    throw new HttpError(404, 'unknown delivery', 'This delivery or its webhook is gone.');
  sendJson(asked.response, 200, {});
}
